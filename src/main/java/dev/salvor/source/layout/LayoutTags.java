// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.concurrent.Cancellable;
import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredTag;
import dev.salvor.source.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The names that a layout gives. */
final class LayoutTags implements Tags {
    private final NameTable names;
    private final List<SourceProblem> problems;
    private final int atOnce;

    LayoutTags(NameTable names, List<SourceProblem> problems, int atOnce) {
        this.names = names;
        this.problems = problems;
        this.atOnce = atOnce;
    }

    @Override
    public void scan(Consumer<ScannedRepository> each, Consumer<SourceProblem> hears) {
        problems.forEach(hears);
        Cancellable.get("the scan was interrupted", () -> {
            Collection<RepositoryName> all = names.repositories();
            Parallel.each(all, atOnce, name -> names.repository(name).ifPresent(each));
            return all;
        });
    }

    @Override
    public void names(Consumer<RepositoryName> each) {
        names.repositories().forEach(each);
    }

    @Override
    public Optional<ScannedRepository> repository(RepositoryName name, Consumer<SourceProblem> hears) {
        return names.repository(name);
    }

    @Override
    public Optional<StoredTag> tag(RepositoryName repository, Tag tag, Consumer<SourceProblem> hears) {
        return names.repository(repository).flatMap(all -> tag(all, tag));
    }

    private static Optional<StoredTag> tag(ScannedRepository repository, Tag tag) {
        return repository
                .find(tag)
                .<StoredTag>map(StoredTag.Linked::new)
                .or(() -> repository.broken().stream()
                        .filter(broken -> broken.tag().equals(tag))
                        .<StoredTag>map(StoredTag.Broken::new)
                        .findFirst());
    }

    @Override
    public SortedSet<Digest> revisions(RepositoryName repository, Set<Digest> known, Consumer<SourceProblem> hears) {
        SortedSet<Digest> left = new TreeSet<>(names.revisions(repository).keySet());
        left.removeAll(known);
        return left;
    }
}
