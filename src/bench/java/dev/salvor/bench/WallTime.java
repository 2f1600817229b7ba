// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Compares salvor with the script that it replaces, in turns, each into an empty registry. */
record WallTime(Contenders contenders, Path storage, Bars bars) {
    private static final int TIMES_FASTER = 5;

    void measure(int rounds) {
        Path work = contenders.work();
        Path copy = work.resolve("copy");
        Directories.copy(storage, copy);
        List<Double> salvor = new ArrayList<>();
        List<Double> script = new ArrayList<>();
        System.out.printf("%nWall time in seconds, start-up included:%n%8s %8s %8s%n", "salvor", "script", "ratio");
        for (int i = 0; i < rounds; i++) {
            salvor.add(Directories.withEmptyRegistry(
                    work,
                    target -> contenders.salvor(storage, target).succeeded().seconds()));
            script.add(Directories.withEmptyRegistry(
                    work, target -> contenders.script(copy, target).succeeded().seconds()));
            Directories.delete(copy.resolve("skopeo"));
            System.out.printf(
                    "%8.2f %8.2f %8.1f%n", salvor.getLast(), script.getLast(), script.getLast() / salvor.getLast());
        }
        double ratio = median(script) / median(salvor);
        String measured = "%.1f times".formatted(ratio);
        bars.check("faster than the script (medians)", measured, "at least " + TIMES_FASTER, ratio >= TIMES_FASTER);
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }
}
