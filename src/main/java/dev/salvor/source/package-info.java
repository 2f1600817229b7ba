// SPDX-License-Identifier: Apache-2.0
/** Where images come from: what a source says of its tags, manifests and blobs, whatever its layout on disk. */
package dev.salvor.source;
