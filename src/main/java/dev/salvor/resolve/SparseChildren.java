// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.Manifest;
import dev.salvor.image.Nesting;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.StoredTag;
import dev.salvor.source.TagOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Tags for the whole images of indexes that are not whole. An index is never changed: it would have another digest, and its signatures would
 * break. Gives no name twice, so that one of these is of one run.
 */
public final class SparseChildren {
    private final ImageSource source;
    private final Resolver resolver;
    /** What was given so far. */
    private final Map<ImageName, Digest> given = new ConcurrentHashMap<>();

    public SparseChildren(ImageSource source, Resolver resolver) {
        this.source = source;
        this.resolver = resolver;
    }

    /** What is known of one index. */
    private record Images(List<Descriptor> all, List<Descriptor> whole, Set<Digest> met) {}

    /**
     * Looks through an index and those in it; attestations get no tag. What the storage has under the very name that would be made has it already.
     *
     * @param index the tag of what is not whole
     */
    public List<ScannedTag> of(RepositoryName repository, Tag index, Digest root) {
        if (!(source.manifest(repository, root) instanceof StoredManifest.Intact(Manifest.Index manifest, var _))) {
            return List.of();
        }
        Images images = new Images(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        collect(repository, manifest, images, 1);
        ChildTags names = new ChildTags(index, images.all());
        return images.whole().stream()
                .flatMap(child -> named(repository, index, child, names))
                .toList();
    }

    private void collect(RepositoryName repository, Manifest.Index index, Images images, int depth) {
        for (Descriptor child : index.children()) {
            if (child.platform().isOfAttestation()
                    || !images.met().add(child.digest())
                    || IndexedBlob.is(child, repository, source)) {
                continue;
            }
            boolean isWhole = resolver.fault(repository, child.digest()).isEmpty();
            if (!isWhole
                    && depth < Nesting.MOST
                    && source.manifest(repository, child.digest())
                            instanceof StoredManifest.Intact(Manifest.Index inner, var _)) {
                collect(repository, inner, images, depth + 1);
            } else {
                images.all().add(child);
                if (isWhole) {
                    images.whole().add(child);
                }
            }
        }
    }

    /** One; none if it has that name without us. */
    private Stream<ScannedTag> named(RepositoryName repository, Tag index, Descriptor child, ChildTags names) {
        Digest digest = child.digest();
        for (Tag name : names.of(child)) {
            switch (use(repository, name, digest)) {
                case FREE -> {
                    Instant pushed = source.revision(repository, digest).orElse(Instant.EPOCH);
                    return Stream.of(new ScannedTag(name, digest, pushed, new TagOrigin.Child(index)));
                }
                case ITS_OWN -> {
                    return Stream.empty();
                }
                case TAKEN -> {}
            }
        }
        return Stream.empty();
    }

    private enum Use {
        FREE,
        /** It stands for this very digest. */
        ITS_OWN,
        TAKEN
    }

    private Use use(RepositoryName repository, Tag name, Digest digest) {
        Use inStorage = source.tags()
                .tag(repository, name, _ -> {})
                .map(stored -> stored instanceof StoredTag.Linked(ScannedTag linked)
                                && linked.digest().equals(digest)
                        ? Use.ITS_OWN
                        : Use.TAKEN)
                .orElse(Use.FREE);
        if (inStorage != Use.FREE) {
            return inStorage;
        }
        Digest before = given.putIfAbsent(new ImageName(repository, name), digest);
        if (before == null) {
            return Use.FREE;
        }
        return before.equals(digest) ? Use.ITS_OWN : Use.TAKEN;
    }
}
