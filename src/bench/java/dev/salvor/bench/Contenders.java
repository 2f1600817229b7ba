// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.RegistryProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The builds of salvor, and what it replaces.
 *
 * @param jvm as it is packaged by default
 * @param binary the native one, if it takes part
 * @param lab the directory of {@code script_sync.sh}
 * @param work takes logs
 */
record Contenders(Salvor jvm, Optional<Salvor> binary, Path lab, Path work) {

    /** What is shipped, of those that take part. */
    Salvor best() {
        return binary.orElse(jvm);
    }

    List<Salvor> builds() {
        return binary.map(each -> List.of(jvm, each)).orElse(List.of(jvm));
    }

    /** @param copy of the storage, since the script writes into it */
    Run script(Path copy, RegistryProcess target) {
        List<String> command = List.of(lab.resolve("script_sync.sh").toString(), copy.toString(), target.host());
        return Run.of(command, Map.of(), work.resolve("script.log"));
    }
}
