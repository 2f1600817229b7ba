// SPDX-License-Identifier: Apache-2.0
/** Places besides a source that may have what it lacks, and the source that takes it from there. */
package dev.salvor.source.spare;
