// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.RegistryProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The packaged program, and what it replaces.
 *
 * @param jar salvor's
 * @param lab the directory of {@code script_sync.sh}
 * @param work takes logs
 */
record Contenders(Path jar, Path lab, Path work) {

    Run salvor(Path storage, RegistryProcess target, String... jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-jar", jar.toString(), "sync", storage.toString(), target.host()));
        return Run.of(command, Map.of(), work.resolve("salvor.log"));
    }

    /** @param copy of the storage, since the script writes into it */
    Run script(Path copy, RegistryProcess target) {
        List<String> command = List.of(lab.resolve("script_sync.sh").toString(), copy.toString(), target.host());
        return Run.of(command, Map.of(), work.resolve("script.log"));
    }
}
