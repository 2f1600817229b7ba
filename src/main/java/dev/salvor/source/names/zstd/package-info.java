// SPDX-License-Identifier: Apache-2.0
/**
 * Unpacks Zstandard (RFC 8878), whose sections its comments cite. The Java libraries of it read memory by {@code sun.misc.Unsafe}, of which
 * Java 25 warns each user, and give nothing of a frame that is cut (stack.md, "salvor itself").
 */
package dev.salvor.source.names.zstd;
