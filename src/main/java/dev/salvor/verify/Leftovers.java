// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

/**
 * What takes room and belongs to no image.
 *
 * @param blobs that nothing refers to: no tag and no revision of any repository
 * @param bytes of these
 * @param unknown manifests that are missing or cannot be read: what they refer to may be among these
 * @param uploads that were never finished
 * @param uploadBytes of these
 */
public record Leftovers(long blobs, long bytes, long unknown, long uploads, long uploadBytes) {}
