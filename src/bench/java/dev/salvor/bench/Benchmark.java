// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.DebianProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures what salvor promises; {@code src/bench/run} starts it. */
final class Benchmark {
    private Benchmark() {}

    /**
     * Exits with 1 if a bar is missed.
     *
     * @param args the program's jar; the directory of mkstorage.py and script_sync.sh; an empty directory that the caller deletes; a
     *     number of rounds; the native binary, if it takes part
     */
    public static void main(String[] args) {
        Path work = Path.of(args[2]);
        Path log = work.resolve("salvor.log");
        Optional<Path> file = Stream.of(args).skip(4).findFirst().map(Path::of);
        Contenders contenders = new Contenders(
                Salvor.jvm(Path.of(args[0]), log), file.map(each -> Salvor.binary(each, log)), Path.of(args[1]), work);
        int rounds = Integer.parseInt(args[3]);
        Path storage = work.resolve("storage");
        make(storage, contenders);
        Content content = Content.of(storage);
        System.out.printf(
                "The storage: %d repositories, %d tags, %d blobs, %,d bytes%n",
                content.repositories(), content.tags(), content.blobs().size(), content.bytes());
        Bars bars = new Bars();
        Directories.withEmptyRegistry(work, target -> {
            new Counts(contenders, storage, content, bars).measure(target);
            return target;
        });
        file.ifPresent(each -> new Binary(contenders.best(), each, storage, contenders, bars).measure());
        new WallTime(contenders, storage, bars).measure(rounds);
        new Tls(contenders, storage, bars).measure(rounds);
        new NoOp(contenders, bars).measure(rounds);
        new Memory(contenders, bars).measure();
        new NameReading(work, bars).measure();
        new SameStorage(contenders, bars).measure();
        new VerifyContent(contenders, bars).measure(rounds);
        new Exporting(contenders, bars).measure(rounds);
        new Serving(contenders, bars).measure(rounds);
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
