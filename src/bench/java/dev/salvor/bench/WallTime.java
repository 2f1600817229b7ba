// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the builds of salvor with each other and with the script that it replaces, in turns, each into an empty registry. */
record WallTime(Contenders contenders, Path storage, Bars bars) {
    private static final String SCRIPT = "script";
    private static final int TIMES_FASTER = 5;

    void measure(int rounds) {
        Path work = contenders.work();
        Path copy = work.resolve("copy");
        Directories.copy(storage, copy);
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        System.out.printf("%nWall time over http in seconds, start-up included:%n");
        for (int i = 0; i < rounds; i++) {
            for (Salvor build : contenders.builds()) {
                note(seconds, build.name(), Directories.withEmptyRegistry(work, target -> build.sync(storage, target)));
            }
            note(seconds, SCRIPT, Directories.withEmptyRegistry(work, target -> contenders.script(copy, target)));
            Directories.delete(copy.resolve("skopeo"));
            System.out.println();
        }
        double script = Median.of(seconds.get(SCRIPT));
        for (Salvor build : contenders.builds()) {
            double ratio = script / Median.of(seconds.get(build.name()));
            String what = build.name() + ": faster than the script (medians)";
            bars.check(what, "%.1f times".formatted(ratio), "at least " + TIMES_FASTER, ratio >= TIMES_FASTER);
        }
        contenders.binary().ifPresent(binary -> bars.notSlower("http", seconds, binary, contenders.jvm()));
    }

    static void note(Map<String, List<Double>> seconds, String name, Run run) {
        seconds.computeIfAbsent(name, _ -> new ArrayList<>())
                .add(run.succeeded().seconds());
        System.out.printf("%10s %6.2f", name, run.seconds());
    }
}
