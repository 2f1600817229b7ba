// SPDX-License-Identifier: Apache-2.0
/** How a source reads the filesystem: so many at once, bounded, and nothing that lies elsewhere. */
package dev.salvor.source.disk;
