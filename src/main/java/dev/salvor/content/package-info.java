// SPDX-License-Identifier: Apache-2.0
/** Bytes that have a digest, wherever they lie: what a source gives and a destination takes. */
package dev.salvor.content;
