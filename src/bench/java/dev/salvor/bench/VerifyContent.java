// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.TestContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How quickly all blobs of a storage are hashed, against programs that do nothing else, with as many processes as there are processors. */
record VerifyContent(Contenders contenders, Bars bars) {
    private static final int BLOBS = 32;
    private static final int BLOB_BYTES = 64 << 20;
    private static final String OPENSSL = "openssl";
    private static final String SHA256SUM = "sha256sum";
    private static final double OF_OPENSSL = 0.8;
    private static final double OF_SHA256SUM = 3;

    void measure(int rounds) {
        Path storage = contenders.work().resolve("content");
        new BigStorage(storage).write(BLOB_BYTES);
        for (int i = 1; i < BLOBS; i++) {
            new StorageFiles(storage).put(TestContent.random(i, BLOB_BYTES));
        }
        int processors = Runtime.getRuntime().availableProcessors();
        System.out.printf(
                "%nAll of %d blobs of %d MiB hashed by %d at once, wall time in seconds:%n",
                BLOBS, BLOB_BYTES >> 20, processors);
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int i = 0; i < rounds; i++) {
            for (Salvor build : contenders.builds()) {
                WallTime.note(
                        seconds,
                        build.name(),
                        build.run("verify", storage.toString(), "--content", "-j", Integer.toString(processors)));
            }
            WallTime.note(seconds, OPENSSL, hash(storage, processors, "openssl dgst -sha256"));
            WallTime.note(seconds, SHA256SUM, hash(storage, processors, SHA256SUM));
            System.out.println();
        }
        Directories.delete(storage);
        contenders.binary().filter(_ -> hasInstructions()).ifPresent(binary -> {
            check(seconds, binary, OPENSSL, OF_OPENSSL);
            check(seconds, binary, SHA256SUM, OF_SHA256SUM);
        });
    }

    private void check(Map<String, List<Double>> seconds, Salvor binary, String other, double least) {
        double ratio = Median.of(seconds.get(other)) / Median.of(seconds.get(binary.name()));
        bars.check(
                "verify --content against " + other + " (medians)",
                "%.2f times as fast".formatted(ratio),
                "at least " + least,
                ratio >= least);
    }

    private Run hash(Path storage, int processes, String program) {
        String all = "find \"$0\" -name data -print0 | xargs -0 -n " + Math.ceilDiv(BLOBS + 2, processes) + " -P "
                + processes + " " + program;
        return Run.of(
                List.of("sh", "-c", all, storage.toString()),
                Map.of(),
                contenders.work().resolve("hash.log"));
    }

    /** Without them openssl is as slow as everybody, and the bars say nothing. */
    private static boolean hasInstructions() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.anyMatch(line -> line.startsWith("flags") && line.contains(" sha_ni"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
