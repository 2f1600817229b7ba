// SPDX-License-Identifier: Apache-2.0
/**
 * Bringing the images of a plan to the target: {@link dev.salvor.push.Push}.
 *
 * <p>The rules of pushing, with the images that each one saves, stand in architecture.md, section "Pushing"; the comments here cite them
 * by number.
 */
package dev.salvor.push;
