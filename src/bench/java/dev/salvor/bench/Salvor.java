// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.RegistryProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One build of salvor.
 *
 * @param name for the tables
 * @param start what its arguments are put behind; options of the runtime too
 * @param log takes its output
 */
record Salvor(String name, List<String> start, Path log) {

    static Salvor jvm(Path jar, Path log) {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        return new Salvor("JVM", List.of(java, "-jar", jar.toString()), log);
    }

    static Salvor binary(Path file, Path log) {
        return new Salvor("native", List.of(file.toString()), log);
    }

    /** The same with -Xmx, which both kinds take. */
    Salvor withHeap(String size) {
        List<String> more = new ArrayList<>(start);
        more.add(1, "-Xmx" + size);
        return new Salvor(name, more, log);
    }

    Run sync(Path storage, RegistryProcess target, String... options) {
        List<String> arguments = new ArrayList<>(List.of("sync", storage.toString(), target.host()));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    Run run(String... arguments) {
        List<String> command = new ArrayList<>(start);
        command.addAll(List.of(arguments));
        return Run.of(command, Map.of(), log);
    }
}
