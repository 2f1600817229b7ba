// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.Certificates;
import dev.salvor.lab.RegistryProcess;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What encryption costs: CPU time of a big blob, and wall time of many small ones. */
record Tls(Contenders contenders, Path storage, Bars bars) {
    private static final long BLOB = 1L << 30;
    private static final double CPU_SECONDS_PER_GB = 2.2;

    void measure(int rounds) {
        Certificates certificates = Certificates.in(contenders.work().resolve("tls"));
        Path big = contenders.work().resolve("gigabyte");
        new BigStorage(big).write(BLOB);
        System.out.printf("%nOver TLS: CPU seconds per GB, and wall time of the storage in seconds:%n");
        Map<String, List<Double>> cpu = new LinkedHashMap<>();
        Map<String, List<Double>> wall = new LinkedHashMap<>();
        for (int i = 0; i < rounds; i++) {
            for (Salvor build : contenders.builds()) {
                Run run = withRegistry(certificates, target -> sync(build, big, target, certificates));
                double perGb = run.succeeded().cpuSeconds() / (BLOB / 1e9);
                cpu.computeIfAbsent(build.name(), _ -> new java.util.ArrayList<>())
                        .add(perGb);
                System.out.printf("%10s %6.2f CPU s/GB", build.name(), perGb);
                WallTime.note(
                        wall,
                        build.name(),
                        withRegistry(certificates, target -> sync(build, storage, target, certificates)));
            }
            System.out.println();
        }
        Directories.delete(big);
        contenders.binary().ifPresent(binary -> {
            double perGb = Median.of(cpu.get(binary.name()));
            String measured = "%.2f CPU s/GB".formatted(perGb);
            bars.check("native over TLS", measured, "at most " + CPU_SECONDS_PER_GB, perGb <= CPU_SECONDS_PER_GB);
            bars.notSlower("TLS", wall, binary, contenders.jvm());
        });
    }

    private static Run sync(Salvor build, Path storage, RegistryProcess target, Certificates certificates) {
        return build.sync(storage, target, "--ca-file", certificates.caPem().toString());
    }

    private Run withRegistry(Certificates certificates, Function<RegistryProcess, Run> use) {
        Path root = contenders.work().resolve("target");
        try (RegistryProcess target =
                RegistryProcess.over(root).tls(certificates).start()) {
            return use.apply(target);
        } finally {
            Directories.delete(root);
        }
    }
}
