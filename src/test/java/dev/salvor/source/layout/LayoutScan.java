// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** What one scan found, sorted. */
record LayoutScan(ImageSource source, List<ScannedRepository> repositories, List<SourceProblem> problems) {

    static LayoutScan of(Path given) {
        ImageSource source = Layouts.open(given, 4, Scratch.none());
        Queue<ScannedRepository> repositories = new ConcurrentLinkedQueue<>();
        Queue<SourceProblem> problems = new ConcurrentLinkedQueue<>();
        source.tags().scan(repositories::add, problems::add);
        return new LayoutScan(source, List.copyOf(repositories), List.copyOf(problems));
    }

    /** {@code repository:tag=digest}, {@code repository:tag reason} for those that are broken, {@code repository@digest} for revisions without a tag. */
    List<String> names() {
        return repositories.stream()
                .flatMap(each -> Stream.of(
                                each.tags().stream().map(tag -> each.name() + ":" + tag.tag() + "=" + tag.digest()),
                                each.broken().stream().map(tag -> each.name() + ":" + tag.tag() + " " + tag.reason()),
                                source
                                        .tags()
                                        .revisions(
                                                each.name(),
                                                java.util.Set.copyOf(each.tags().stream()
                                                        .map(tag -> tag.digest())
                                                        .toList()),
                                                problems::add)
                                        .stream()
                                        .map(digest -> each.name() + "@" + digest))
                        .flatMap(names -> names))
                .sorted()
                .toList();
    }
}
