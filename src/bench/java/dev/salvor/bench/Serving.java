// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What {@code serve} costs its clients: a large blob against nginx, many pulls at once against docker-registry, and many tags. */
record Serving(Contenders contenders, Bars bars) {
    private static final long BLOB = 2L << 30;
    private static final double OF_NGINX = 0.8;
    private static final int PULLS = 200;
    private static final double OF_REGISTRY = 1.5;
    private static final long PEAK_BYTES = 160_000_000;
    private static final int TAGS = 100_000;
    private static final double START_SECONDS = 3;

    void measure(int rounds) {
        largeBlob(rounds);
        manyPulls(rounds);
        manyTags();
    }

    private void largeBlob(int rounds) {
        Path storage = contenders.work().resolve("big");
        new BigStorage(storage).write(BLOB);
        String layer = Content.of(storage).blobs().entrySet().stream()
                .filter(blob -> blob.getValue() == BLOB)
                .findFirst()
                .orElseThrow()
                .getKey();
        Path file = new StorageFiles(storage).data(layer);
        Salvor salvor = contenders.best();
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        System.out.printf("%nA blob of 2 GiB to curl, wall time in seconds:%n");
        try (Server served = Server.salvor(salvor, storage);
                Server nginx = Server.nginx(file.getParent(), contenders.work())) {
            for (int i = 0; i < rounds; i++) {
                WallTime.note(seconds, salvor.name(), curl(served, "/v2/big/app/blobs/" + layer));
                WallTime.note(seconds, "nginx", curl(nginx, "/" + file.getFileName()));
                System.out.println();
            }
            checkPeak("serving a blob of 2 GiB", served);
        }
        Directories.delete(storage);
        double ratio = Median.of(seconds.get("nginx")) / Median.of(seconds.get(salvor.name()));
        bars.check(
                "serve of a large blob against nginx (medians)",
                "%.2f times as fast".formatted(ratio),
                "at least " + OF_NGINX,
                ratio >= OF_NGINX);
    }

    private Run curl(Server server, String path) {
        return Run.of(
                List.of("curl", "-sSf", "-o", "/dev/null", "http://127.0.0.1:" + server.port() + path),
                Map.of(),
                contenders.work().resolve("curl.log"));
    }

    private void manyPulls(int rounds) {
        Path storage = contenders.work().resolve("small");
        List<String> images = IntStream.range(0, PULLS)
                .mapToObj(i -> "project" + i % 10 + "/app" + i % 40 + ":" + i)
                .toList();
        StorageFixtures.write(storage, to -> {
            for (int i = 0; i < PULLS; i++) {
                String[] name = images.get(i).split(":");
                to.image(name[0], name[1], List.of(TestContent.layer(1, 10_000), TestContent.layer(i + 2, 10_000)));
            }
        });
        Salvor salvor = contenders.best();
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        int failed = 0;
        System.out.printf("%n%d pulls of small images at once, wall time in seconds:%n", PULLS);
        try (Server served = Server.salvor(salvor, storage);
                RegistryProcess registry = RegistryProcess.over(storage).start()) {
            // the first round warms both up
            for (int i = 0; i <= rounds; i++) {
                Pulls.Result ours = Pulls.all(served.port(), images);
                Pulls.Result theirs = Pulls.all(registry.port(), images);
                failed += ours.failed();
                System.out.printf(
                        "%10s %6.3f%10s %6.3f%n", salvor.name(), ours.seconds(), "registry", theirs.seconds());
                if (i > 0) {
                    seconds.computeIfAbsent(salvor.name(), _ -> new ArrayList<>())
                            .add(ours.seconds());
                    seconds.computeIfAbsent("registry", _ -> new ArrayList<>()).add(theirs.seconds());
                }
            }
            checkPeak("serving 200 pulls at once", served);
        }
        Directories.delete(storage);
        double ratio = Median.of(seconds.get("registry")) / Median.of(seconds.get(salvor.name()));
        bars.check("200 pulls at once: failed", "" + failed, "none", failed == 0);
        bars.check(
                "200 pulls at once against docker-registry (medians)",
                "%.1f times as fast".formatted(ratio),
                "at least " + OF_REGISTRY,
                ratio >= OF_REGISTRY);
    }

    private void manyTags() {
        Path storage = contenders.work().resolve("tags");
        Pushed[] image = new Pushed[1];
        StorageFixtures.write(
                storage, images -> image[0] = images.image("p/app", "1", List.of(TestContent.layer(1, 100))));
        StorageFiles files = new StorageFiles(storage);
        for (int i = 0; i < TAGS; i++) {
            files.plant("p" + i % 20 + "/app" + i % 500, "t" + i, image[0].bytes());
        }
        long begin = System.nanoTime();
        try (Server served = Server.salvor(contenders.best(), storage)) {
            Pulls.Result pull = Pulls.all(served.port(), List.of("p7/app7:t7"));
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf("%nThe first pull of a storage of %,d tags: %.2f s after the start%n", TAGS, seconds);
            bars.check(
                    "the first pull of a storage of 100,000 tags",
                    "%.2f s after the start".formatted(seconds),
                    "within 3 s",
                    pull.failed() == 0 && seconds <= START_SECONDS);
        }
        Directories.delete(storage);
    }

    private void checkPeak(String when, Server served) {
        long peak = served.peakBytes();
        contenders
                .binary()
                .ifPresent(_ -> bars.check(
                        "resident memory, " + when, "%,d bytes".formatted(peak), "at most 160 MB", peak <= PEAK_BYTES));
    }
}
