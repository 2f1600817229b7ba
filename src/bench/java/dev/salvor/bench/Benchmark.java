// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.DebianProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Measures what issue 7 asks for; {@code src/bench/run} starts it. */
final class Benchmark {
    private Benchmark() {}

    /**
     * Exits with 1 if a bar is missed.
     *
     * @param args the program's jar; the directory of mkstorage.py and script_sync.sh; an empty directory that the caller deletes; a
     *     number of rounds
     */
    public static void main(String[] args) {
        Contenders contenders = new Contenders(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
        Path storage = contenders.work().resolve("storage");
        make(storage, contenders);
        Content content = Content.of(storage);
        System.out.printf(
                "The storage: %d repositories, %d tags, %d blobs, %,d bytes%n",
                content.repositories(), content.tags(), content.blobs().size(), content.bytes());
        Bars bars = new Bars();
        Directories.withEmptyRegistry(contenders.work(), target -> {
            new Counts(contenders, storage, content, bars).measure(target);
            return target;
        });
        new WallTime(contenders, storage, bars).measure(Integer.parseInt(args[3]));
        new Memory(contenders, bars).measure();
        System.out.println("\n" + bars);
        System.exit(bars.areMet() ? 0 : 1);
    }

    private static void make(Path storage, Contenders contenders) {
        String path = DebianProgram.registry().getParent() + ":" + System.getenv("PATH");
        String maker = contenders.lab().resolve("mkstorage.py").toString();
        String shape = "--repos 20 --tags 10 --layers 4 --layer-kb 256";
        List<String> command = List.of("sh", "-c", "exec python3 \"$0\" \"$1\" " + shape, maker, storage.toString());
        Run.of(command, Map.of("PATH", path), contenders.work().resolve("mkstorage.log"))
                .succeeded();
    }
}
