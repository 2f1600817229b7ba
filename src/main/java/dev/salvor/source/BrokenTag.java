// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.image.Tag;

/**
 * A tag that exists, but whose link gives no digest.
 *
 * @param tag its name
 * @param unreadable whether the link is there but cannot be read; otherwise it is missing or its content is damaged
 * @param reason what is wrong, with file names from the storage as they are
 */
public record BrokenTag(Tag tag, boolean unreadable, String reason) {}
