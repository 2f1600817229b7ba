// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

/** What names a manifest inside a repository. {@code toString} is its spelling in URLs. */
public sealed interface Reference permits Tag, Digest {}
