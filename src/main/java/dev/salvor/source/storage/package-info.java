// SPDX-License-Identifier: Apache-2.0
/** The filesystem storage of a Distribution registry, read-only. */
package dev.salvor.source.storage;
