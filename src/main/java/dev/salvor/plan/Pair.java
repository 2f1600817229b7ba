// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.select.SelectedRepository;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.TagOrigin;
import java.util.List;
import java.util.stream.Stream;

/** A repository that is selected in part, with its name on the target. */
record Pair(SelectedRepository source, RepositoryName target) {
    /** Of tags that no scan gave. */
    static Pair of(RepositoryName source, RepositoryName target, List<ScannedTag> tags) {
        ScannedRepository repository = new ScannedRepository(source, tags, List.of(), false);
        return new Pair(new SelectedRepository(repository, tags, List.of(), List.of()), target);
    }

    RepositoryName name() {
        return source.name();
    }

    Candidate of(ScannedTag tag) {
        return new Candidate(new ImageName(name(), tag.tag()), target, tag.digest(), tag.origin());
    }

    Candidate of(Digest digest) {
        return new Candidate(new ImageName(name(), digest), target, digest, new TagOrigin.Link());
    }

    List<Candidate> byDigest() {
        return source.revisions().stream().map(this::of).toList();
    }

    /** All but those whose link gives no digest. */
    List<Candidate> all() {
        return Stream.concat(
                        source.tags().stream().map(this::of),
                        source.revisions().stream().map(this::of))
                .toList();
    }
}
