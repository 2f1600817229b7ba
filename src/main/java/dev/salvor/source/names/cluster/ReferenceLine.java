// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.cluster;

import java.util.List;
import java.util.Optional;

/** Lines that are names of images with their digests: {@code host/repository:tag@sha256:…}; or rows of {@code ctr images ls}. */
public final class ReferenceLine {
    private static final List<String> CTR = List.of("REF", "TYPE", "DIGEST");

    private ReferenceLine() {}

    /** Whether a line can be one of a list of such names: it names a digest. */
    public static boolean looksLike(String line) {
        return !line.strip().contains(" ")
                && tryParse(line).filter(image -> image.digest().isPresent()).isPresent();
    }

    /** Whether a line is the header of {@code ctr images ls}. */
    public static boolean isHeader(String line) {
        return List.of(line.strip().split("\\s+", CTR.size() + 1)).stream()
                .limit(CTR.size())
                .toList()
                .equals(CTR);
    }

    /** A line that is a name; empty if it is none. */
    public static Optional<RunningImage> tryParse(String line) {
        return RunningImage.tryParse(line.strip(), "");
    }

    /** A row below the header; empty if it names only an ID. */
    public static Optional<RunningImage> tryParseRow(String line) {
        String[] fields = line.strip().split("\\s+", CTR.size() + 1);
        return fields.length < CTR.size() ? Optional.empty() : RunningImage.tryParse(fields[0], fields[2]);
    }
}
