// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Blob;
import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.Nesting;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.TagOrigin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Walks from a tag's digest to every manifest and blob below it, on disk only: reads manifests, stats blobs. */
public final class Resolver {
    private final ImageSource storage;
    /** Images share layers: one object and one look at the disk for each blob. */
    private final Map<Digest, Blob> intact = new ConcurrentHashMap<>();

    public Resolver(ImageSource storage) {
        this.storage = storage;
    }

    /** The same for what a tag stands for: that the storage never had it is no damage. */
    public Resolution resolve(RepositoryName repository, Digest root, TagOrigin origin) {
        return origin instanceof TagOrigin.Named(String list)
                        && storage.manifest(repository, root) instanceof StoredManifest.Missing
                ? new Resolution.Incomplete(new Outcome.NamedOnly(list))
                : resolve(repository, root);
    }

    public Resolution resolve(RepositoryName repository, Digest root) {
        Walk walk = new Walk(repository);
        try {
            Manifest manifest = walk.visit(root, 0);
            return new Resolution.Whole(
                    List.copyOf(walk.resolved.values()), manifest.subject().map(Descriptor::digest));
        } catch (SourceFaultException e) {
            return new Resolution.Incomplete(e.outcome());
        }
    }

    /** What keeps it from being whole; empty if nothing does. */
    Optional<Outcome> fault(RepositoryName repository, Digest root) {
        return resolve(repository, root) instanceof Resolution.Incomplete(Outcome outcome)
                ? Optional.of(outcome)
                : Optional.empty();
    }

    /** The way down from one root. */
    private final class Walk {
        private final RepositoryName repository;
        private final SequencedMap<Digest, ResolvedManifest> resolved = new LinkedHashMap<>();
        /** How many indexes are in a row from here on: none in an image. */
        private final Map<Digest, Integer> levels = new HashMap<>();

        Walk(RepositoryName repository) {
            this.repository = repository;
        }

        /** @param above how many indexes are in a row above it */
        Manifest visit(Digest digest, int above) throws SourceFaultException {
            Manifest manifest = StorageFaults.requireIntact(digest, storage.manifest(repository, digest))
                    .manifest();
            switch (manifest) {
                case Manifest.Image image -> {
                    levels.put(digest, 0);
                    resolved.put(digest, resolved(repository, image));
                }
                case Manifest.Index index -> visit(digest, index, above + 1);
                case Manifest.Schema1 _ ->
                    throw new SourceFaultException(new Outcome.Unsupported(
                            "Docker schema 1: the storage has only its unsigned payload, which no registry accepts"));
                case Manifest.Unknown unknown ->
                    throw new SourceFaultException(
                            new Outcome.Unsupported("manifest " + digest + ": " + unknown.reason()));
            }
            return manifest;
        }

        /** A child that was met before is not visited again, but may lie deeper here than there. */
        private void visit(Digest digest, Manifest.Index index, int depth) throws SourceFaultException {
            requireDepth(digest, depth);
            Set<Digest> children = new LinkedHashSet<>();
            List<Blob> blobs = new ArrayList<>();
            for (Descriptor child : new LinkedHashSet<>(index.children())) {
                if (IndexedBlob.is(child, repository, storage)) {
                    blobs.add(blob(repository, child));
                } else {
                    children.add(child.digest());
                }
            }
            int below = 0;
            for (Digest child : children) {
                if (!levels.containsKey(child)) {
                    visit(child, depth);
                }
                requireDepth(digest, depth + levels.get(child));
                below = Math.max(below, levels.get(child));
            }
            levels.put(digest, 1 + below);
            resolved.put(
                    digest,
                    new ResolvedManifest(digest, index.mediaType(), index.size(), List.copyOf(children), blobs));
        }

        private static void requireDepth(Digest digest, int depth) throws SourceFaultException {
            if (depth > Nesting.MOST) {
                throw new SourceFaultException(new Outcome.Unsupported("manifest " + digest + ": " + Nesting.TOO_DEEP));
            }
        }
    }

    private ResolvedManifest resolved(RepositoryName repository, Manifest.Image image) throws SourceFaultException {
        Set<Blob> blobs = new LinkedHashSet<>();
        List<Digest> leftOut = new ArrayList<>();
        List<Descriptor> descriptors = image.blobs().distinct().toList();
        for (Descriptor descriptor : descriptors) {
            if (isLeftOut(repository, descriptor)) {
                leftOut.add(descriptor.digest());
                continue;
            }
            blobs.add(blob(repository, descriptor));
        }
        boolean anyForeign = image.layers().stream().anyMatch(Descriptor::isForeign);
        return new ResolvedManifest(
                image.digest(),
                image.mediaType(),
                image.size(),
                List.of(),
                List.copyOf(blobs),
                new ResolvedManifest.Foreign(anyForeign, leftOut));
    }

    /** A foreign layer that is in the storage goes along: sites without a way out push theirs (dockerd's allow-nondistributable-artifacts). */
    private boolean isLeftOut(RepositoryName repository, Descriptor layer) {
        return layer.isForeign() && storage.blob(repository, layer.blob()) instanceof StoredBlob.Missing;
    }

    private Blob blob(RepositoryName repository, Descriptor descriptor) throws SourceFaultException {
        Digest digest = descriptor.digest();
        Optional<Blob> known = Optional.ofNullable(intact.get(digest)).filter(blob -> blob.size() == descriptor.size());
        if (known.isPresent()) {
            return known.get();
        }
        StorageFaults.requirePresent(digest, descriptor.size(), storage.blob(repository, descriptor.blob()));
        return intact.computeIfAbsent(digest, _ -> new Blob(digest, descriptor.size()));
    }
}
