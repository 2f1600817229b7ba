// SPDX-License-Identifier: Apache-2.0
/**
 * The main job: what is missing on the target ({@link dev.salvor.sync.Planner}), and bringing it there ({@link
 * dev.salvor.sync.Pusher}).
 *
 * <p>The rules of pushing, with the images that each one saves, stand in architecture.md, "Rules of pushing"; the comments here
 * cite them by number.
 */
package dev.salvor.sync;
