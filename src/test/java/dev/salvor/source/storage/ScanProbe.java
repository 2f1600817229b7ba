// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.Failure;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import java.nio.file.Path;

/** Scans the storage that is its argument, and prints what it finds, a line each. For a process that is not root's. */
final class ScanProbe {
    private ScanProbe() {}

    public static void main(String[] arguments) {
        try {
            Storage.open(Path.of(arguments[0])).tags().scan(ScanProbe::print, ScanProbe::print);
        } catch (Failure.Source e) {
            System.out.println(e.getMessage());
        }
    }

    private static void print(ScannedRepository repository) {
        repository.tags().forEach(tag -> System.out.println(repository.name() + ":" + tag.tag()));
        repository
                .broken()
                .forEach(tag -> System.out.println(
                        repository.name() + ":" + tag.tag() + " " + tag.reason() + " " + tag.unreadable()));
    }

    private static void print(SourceProblem problem) {
        System.out.println(problem.path() + " " + problem.reason());
    }
}
