// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import java.nio.file.Path;

/**
 * Something that a scan skipped, could not read, or had to repair while reading.
 *
 * @param path what it is about; it may hold any bytes
 * @param reason what is wrong, and what was done
 */
public record StorageProblem(Path path, String reason) {}
