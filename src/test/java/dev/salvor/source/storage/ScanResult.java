// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What one scan found, sorted. */
record ScanResult(List<ScannedRepository> repositories, List<SourceProblem> problems) {

    static ScanResult of(StorageTree tree) {
        Queue<ScannedRepository> repositories = new ConcurrentLinkedQueue<>();
        Queue<SourceProblem> problems = new ConcurrentLinkedQueue<>();
        tree.open().tags().scan(repositories::add, problems::add);
        return new ScanResult(
                repositories.stream()
                        .sorted(Comparator.comparing(ScannedRepository::name))
                        .toList(),
                problems.stream()
                        .sorted(Comparator.comparing(SourceProblem::path))
                        .toList());
    }

    List<String> names() {
        return repositories.stream().map(each -> each.name().value()).toList();
    }

    /** {@code repository:tag=digest}. */
    List<String> tags() {
        return repositories.stream()
                .flatMap(each -> each.tags().stream().map(tag -> each.name() + ":" + tag.tag() + "=" + tag.digest()))
                .toList();
    }

    List<BrokenTag> broken() {
        return repositories.stream().flatMap(each -> each.broken().stream()).toList();
    }
}
