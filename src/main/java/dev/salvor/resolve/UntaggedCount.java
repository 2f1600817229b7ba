// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

/**
 * Revisions that no tag reaches, in repositories that have tags, and that belong to no image.
 *
 * @param repositories that have some
 * @param bytes of those that are whole, each part once, without what images have as well
 */
public record UntaggedCount(long revisions, long repositories, long bytes) {}
