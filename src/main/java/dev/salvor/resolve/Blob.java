// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Digest;

/**
 * A layer or config that has to be on the target.
 *
 * @param size in bytes, as its descriptor says and its file has
 */
public record Blob(Digest digest, long size) {}
