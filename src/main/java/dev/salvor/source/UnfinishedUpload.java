// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import java.nio.file.Path;

/**
 * What is left of a blob whose upload did not come to its end.
 *
 * @param directory that holds it
 * @param bytes of all its files
 */
public record UnfinishedUpload(Path directory, long bytes) {}
