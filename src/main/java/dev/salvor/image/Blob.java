// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

/**
 * A layer or config that an image needs.
 *
 * @param size in bytes, as its descriptor says and its file has
 */
public record Blob(Digest digest, long size) {}
