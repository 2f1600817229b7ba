// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StorageKind;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.Tags;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A source whose images have names from lists as well. */
public final class NamedSource implements ImageSource {
    private final ImageSource source;
    private final Tags tags;

    /** @param lists the first that has a tag counts */
    public NamedSource(ImageSource source, List<TagList> lists, Precedence precedence) {
        this.source = source;
        this.tags = new NamedTags(source, new TagMerge(lists, precedence), lists);
    }

    @Override
    public Tags tags() {
        return tags;
    }

    @Override
    public Path root() {
        return source.root();
    }

    @Override
    public StorageKind kind() {
        return source.kind();
    }

    @Override
    public StoredManifest manifest(Digest digest) {
        return source.manifest(digest);
    }

    @Override
    public Path manifestFile(Digest digest) {
        return source.manifestFile(digest);
    }

    @Override
    public Optional<Instant> revision(RepositoryName repository, Digest digest) {
        return source.revision(repository, digest);
    }

    @Override
    public StoredBlob blob(RepositoryName repository, Digest digest) {
        return source.blob(repository, digest);
    }

    @Override
    public Optional<byte[]> read(RepositoryName repository, Digest digest, int most) {
        return source.read(repository, digest, most);
    }

    @Override
    public List<SourceProblem> repaired() {
        return source.repaired();
    }
}
