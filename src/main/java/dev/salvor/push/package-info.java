// SPDX-License-Identifier: Apache-2.0
/**
 * Bringing the images of a plan to the target: {@link dev.salvor.push.Push}.
 *
 * <p>The rules of pushing, with the images that each one saves, stand in architecture.md, "Rules of pushing"; the comments here cite them by
 * number. What must not happen twice or at once is held in two places: {@link dev.salvor.push.TargetRepository} for one repository of
 * the target, {@link dev.salvor.push.SharedBlobs} for a blob in all of them.
 */
package dev.salvor.push;
