// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.registry.Load;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How hard a registry is worked. */
public final class LoadOptions {
    private static final double MAX_REQUESTS_PER_SECOND = 1_000_000;
    private static final long MIN_CHUNK_BYTES = 64 << 10;
    /** 50MB and 50MiB say no more than 50M, which is what the converter knows; all are powers of 1024. */
    private static final Pattern UNIT_OF_BYTES = Pattern.compile("(?i)(?<=[KMGT])i?B$");

    @Mixin
    private JobsOption jobs;

    @Option(
            names = "--req-per-sec",
            paramLabel = "N",
            defaultValue = "0",
            description = "Requests a second at most, such as 20 or 0.5 (default: no such limit).")
    private double requestsPerSecond;

    @Option(
            names = "--chunk-size",
            paramLabel = "SIZE",
            description =
                    "Send blobs that are larger in chunks of this size, such as 50M, for a proxy that limits bodies. Without"
                            + " it blobs go whole, until a 413 or 504 shows that they must not.")
    private String chunkSize;

    int jobs() {
        return jobs.count();
    }

    /** @throws Usage if one of the numbers makes no sense */
    Load load() {
        if (!(requestsPerSecond >= 0 && requestsPerSecond <= MAX_REQUESTS_PER_SECOND)) {
            throw new Usage(
                    "--req-per-sec is " + requestsPerSecond, "Give a number such as 20 or 0.5; 0 is no such limit.");
        }
        return new Load(jobs(), requestsPerSecond, chunkSize == null ? 0 : bytes(chunkSize));
    }

    private static long bytes(String size) {
        String known = UNIT_OF_BYTES.matcher(size.strip()).replaceFirst("");
        try {
            // blank is null for the converter
            long bytes = known.isEmpty()
                    ? 0
                    : new MemorySizeConverter().convert(known).asLongValue();
            if (bytes >= MIN_CHUNK_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // said below
        }
        throw new Usage("--chunk-size is '" + size + "'", "Give a size from 64K on, such as 512K, 50M or 1G.");
    }
}
