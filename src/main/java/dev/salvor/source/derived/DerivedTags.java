// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.KnownRevisions;
import dev.salvor.source.RevisionsState;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredTag;
import dev.salvor.source.TagOrigin;
import dev.salvor.source.Tags;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;

/** The tags of a source, and those that are made for what has none. A scan gives them only of what it is asked to complete: they cost reading. */
final class DerivedTags implements Tags {
    private final Tags tags;
    private final RepositoryNaming naming;
    /** Repositories in which a name was looked for that only they as a whole can tell. */
    private final Looks looks;

    DerivedTags(ImageSource source, Derivation derivation) {
        this.tags = source.tags();
        this.naming = new RepositoryNaming(source, derivation);
        this.looks = new Looks(tags::revisionsState, InstantSource.system());
    }

    @Override
    public void scan(Consumer<ScannedRepository> each, Consumer<SourceProblem> problems) {
        tags.scan(each, problems);
    }

    @Override
    public void names(Consumer<RepositoryName> each) {
        tags.names(each);
    }

    @Override
    public Optional<ScannedRepository> repository(RepositoryName name, Consumer<SourceProblem> problems) {
        return tags.repository(name, problems).map(repository -> completed(repository, problems));
    }

    /** Only a name that nobody else gives costs a look at all revisions. */
    @Override
    public Optional<StoredTag> tag(RepositoryName repository, Tag tag, Consumer<SourceProblem> problems) {
        Optional<StoredTag> given = tags.tag(repository, tag, problems);
        return given.isPresent() || !naming.mayMake(tag)
                ? given
                : looked(repository, problems)
                        .flatMap(its -> its.find(tag)
                                .<StoredTag>map(StoredTag.Linked::new)
                                .or(() -> broken(its, tag)));
    }

    private Optional<ScannedRepository> looked(RepositoryName repository, Consumer<SourceProblem> problems) {
        return looks.of(repository, name -> repository(name, problems));
    }

    private static Optional<StoredTag> broken(ScannedRepository repository, Tag tag) {
        return repository.broken().stream()
                .filter((BrokenTag each) -> each.tag().equals(tag))
                .<StoredTag>map(StoredTag.Broken::new)
                .findFirst();
    }

    @Override
    public SortedSet<Digest> revisions(RepositoryName repository, Set<Digest> known, Consumer<SourceProblem> problems) {
        return tags.revisions(repository, known, problems);
    }

    @Override
    public Optional<RevisionsState> revisionsState(RepositoryName repository) {
        return tags.revisionsState(repository);
    }

    @Override
    public Optional<KnownRevisions> known(RepositoryName repository) {
        return tags.known(repository);
    }

    @Override
    public Optional<Path> link(RepositoryName repository, Tag tag) {
        return tags.link(repository, tag);
    }

    /** Looked up as the tag itself is: what was made is not kept, since a process may make names for days. */
    @Override
    public TagOrigin origin(ImageName image) {
        return image.tag()
                .filter(naming::mayMake)
                .flatMap(tag -> tag(image.repository(), tag, _ -> {}))
                .filter(StoredTag.Linked.class::isInstance)
                .map(stored -> ((StoredTag.Linked) stored).tag().origin())
                .filter(TagOrigin::isDerived)
                .orElseGet(() -> tags.origin(image));
    }

    @Override
    public ScannedRepository completed(ScannedRepository repository, Consumer<SourceProblem> problems) {
        return naming.of(repository, problems);
    }
}
