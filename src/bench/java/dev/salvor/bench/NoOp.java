// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A catch-up of many repositories to which nothing is missing, over a slow line: only asking counts. */
record NoOp(Contenders contenders, Bars bars) {
    private static final int REPOSITORIES = 1000;
    private static final Duration DELAY = Duration.ofMillis(50);
    private static final int TIMES_FASTER = 20;

    void measure(int rounds) {
        Path storage = contenders.work().resolve("many");
        StorageFixtures.write(storage, images -> {
            for (int i = 0; i < REPOSITORIES; i++) {
                images.image("project" + i % 20 + "/app" + i, "v1", List.of(TestContent.layer(1, 100)));
            }
        });
        // a registry over the storage itself has all of it
        try (RegistryProcess registry = RegistryProcess.over(storage).start();
                SlowLine line = SlowLine.to(registry.uri(), DELAY)) {
            int mark = registry.accessLog().mark();
            Salvor salvor = contenders.best();
            double oneByOne = seconds(salvor, storage, line, "-j", "1");
            int requests = registry.accessLog().after(mark).entries().size();
            List<Double> usual = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                usual.add(seconds(salvor, storage, line));
            }
            System.out.printf(
                    "%nNothing to do in %d repositories, %d ms a request: one after another %.1f s, by default %s s%n",
                    REPOSITORIES, DELAY.toMillis(), oneByOne, usual);
            int bound = REPOSITORIES + 1 + 4;
            bars.check("requests of a no-op", "" + requests, "at most " + bound, requests <= bound);
            double ratio = oneByOne / Median.of(usual);
            bars.check(
                    "a no-op of 1,000 repositories",
                    "%.1f times as fast as one after another".formatted(ratio),
                    "at least " + TIMES_FASTER,
                    ratio >= TIMES_FASTER);
        }
        Directories.delete(storage);
    }

    private static double seconds(Salvor salvor, Path storage, SlowLine line, String... options) {
        List<String> arguments = new ArrayList<>(List.of("sync", storage.toString(), "http://" + line.host()));
        arguments.addAll(List.of(options));
        return salvor.run(arguments.toArray(String[]::new)).succeeded().seconds();
    }
}
