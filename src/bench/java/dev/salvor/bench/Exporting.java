// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files that images are carried in: hard links against the loop of the script that salvor replaces, a tar against {@code tar}. */
record Exporting(Contenders contenders, Bars bars) {
    private static final int REPOSITORIES = 50;
    private static final int TAGS = 20;
    private static final long LAYER_BYTES = 1L << 30;
    private static final String SCRIPT = "script";
    private static final int TIMES_FASTER = 20;
    private static final String TAR = "tar";
    private static final double OF_TAR = 0.8;

    void measure(int rounds) {
        links(rounds);
        archives(rounds);
    }

    private void links(int rounds) {
        Path storage = contenders.work().resolve("exported");
        StorageFixtures.write(storage, Exporting::push);
        Path target = contenders.work().resolve("carried");
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        System.out.printf("%n%,d images exported by hard links, in seconds:%n", REPOSITORIES * TAGS);
        for (int i = 0; i < rounds; i++) {
            for (Salvor build : contenders.builds()) {
                WallTime.note(
                        seconds,
                        build.name(),
                        build.run("export", storage.toString(), target.toString(), "--link", "hard"));
                Directories.delete(target);
            }
            WallTime.note(seconds, SCRIPT, script(storage));
            Directories.delete(storage.resolve("skopeo"));
            System.out.println();
        }
        Directories.delete(storage);
        contenders.binary().ifPresent(binary -> {
            double ratio = Median.of(seconds.get(SCRIPT)) / Median.of(seconds.get(binary.name()));
            bars.check(
                    "export by hard links against the script (medians)",
                    "%.0f times as fast".formatted(ratio),
                    "at least " + TIMES_FASTER,
                    ratio >= TIMES_FASTER);
        });
    }

    /** Two components of a name and single images are all that the script can do. */
    private static void push(TestImages images) {
        byte[] base = TestContent.layer(1, 3_000);
        for (int i = 0; i < REPOSITORIES; i++) {
            for (int tag = 0; tag < TAGS; tag++) {
                List<byte[]> layers = List.of(base, TestContent.layer(tag, 400), TestContent.layer(1_000 + i, 400));
                images.image("project/app" + i, "v" + tag, layers);
            }
        }
    }

    private Run script(Path storage) {
        String script = contenders.lab().resolve("script_export.sh").toString();
        return shell("exec \"$0\" \"$1\"", script, storage.toString());
    }

    /** Through a pipe: what tar writes to {@code /dev/null} it does not even read. */
    private void archives(int rounds) {
        Path storage = contenders.work().resolve("archived");
        new BigStorage(storage).write(LAYER_BYTES);
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        System.out.printf("%n%,d bytes exported as a tar to a pipe, in seconds:%n", LAYER_BYTES);
        for (int i = 0; i < rounds; i++) {
            for (Salvor build : contenders.builds()) {
                String start = String.join(" ", build.start());
                String piped = start + " export \"$0\" --layout oci --archive - | cat > /dev/null";
                WallTime.note(seconds, build.name(), shell(piped, storage.toString()));
            }
            WallTime.note(seconds, TAR, shell("tar cf - -C \"$0\" docker | cat > /dev/null", storage.toString()));
            System.out.println();
        }
        Directories.delete(storage);
        contenders.binary().ifPresent(binary -> {
            double ratio = Median.of(seconds.get(TAR)) / Median.of(seconds.get(binary.name()));
            bars.check(
                    "export as a tar against tar (medians)",
                    "%.2f times as fast".formatted(ratio),
                    "at least " + OF_TAR,
                    ratio >= OF_TAR);
        });
    }

    private Run shell(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of("bash", "-o", "pipefail", "-c", command));
        line.addAll(List.of(arguments));
        return Run.of(line, Map.of(), contenders.work().resolve("export.log"));
    }
}
