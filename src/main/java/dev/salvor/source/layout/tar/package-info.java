// SPDX-License-Identifier: Apache-2.0
/** Where the files of a tar lie in it. Nothing is unpacked, so that no name in it can do harm. */
package dev.salvor.source.layout.tar;
