// SPDX-License-Identifier: Apache-2.0
/** Names for what has none: made of a revision's own digest, or of what its content says that it is about. */
package dev.salvor.source.derived;
