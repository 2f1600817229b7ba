// SPDX-License-Identifier: Apache-2.0
package dev.salvor.sync;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.Nesting;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.storage.Storage;
import dev.salvor.source.storage.StoredBlob;
import dev.salvor.source.storage.StoredManifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Walks from a tag's digest to every manifest and blob below it, on disk only: reads manifests, stats blobs. */
public final class Resolver {
    private final Storage storage;
    /** Images share layers: one object and one look at the disk for each blob. */
    private final Map<Digest, Blob> intact = new ConcurrentHashMap<>();

    public Resolver(Storage storage) {
        this.storage = storage;
    }

    public Resolution resolve(RepositoryName repository, Digest root) {
        Walk walk = new Walk(repository);
        try {
            Manifest manifest = walk.visit(root, 0);
            return new Resolution.Whole(
                    List.copyOf(walk.resolved.values()), manifest.subject().map(Descriptor::digest));
        } catch (Obstacle e) {
            return new Resolution.Incomplete(e.outcome);
        }
    }

    /** The first thing on the way that makes an image undeliverable. */
    private static final class Obstacle extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Outcome outcome;

        Obstacle(Outcome outcome) {
            super(outcome.toString(), null, false, false);
            this.outcome = outcome;
        }
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
        Manifest visit(Digest digest, int above) throws Obstacle {
            Manifest manifest = read(digest);
            switch (manifest) {
                case Manifest.Image image -> {
                    levels.put(digest, 0);
                    resolved.put(
                            digest,
                            new ResolvedManifest(
                                    digest, image.mediaType(), image.size(), List.of(), blobs(repository, image)));
                }
                case Manifest.Index index -> visit(digest, index, above + 1);
                case Manifest.Schema1 _ ->
                    throw new Obstacle(new Outcome.Unsupported(
                            "Docker schema 1: the storage has only its unsigned payload, which no registry accepts"));
                case Manifest.Unknown unknown ->
                    throw new Obstacle(new Outcome.Unsupported("manifest " + digest + ": " + unknown.reason()));
            }
            return manifest;
        }

        /** A child that was met before is not visited again, but may lie deeper here than there. */
        private void visit(Digest digest, Manifest.Index index, int depth) throws Obstacle {
            requireDepth(digest, depth);
            List<Digest> children =
                    index.children().stream().map(Descriptor::digest).distinct().toList();
            int below = 0;
            for (Digest child : children) {
                if (!levels.containsKey(child)) {
                    visit(child, depth);
                }
                requireDepth(digest, depth + levels.get(child));
                below = Math.max(below, levels.get(child));
            }
            levels.put(digest, 1 + below);
            resolved.put(digest, new ResolvedManifest(digest, index.mediaType(), index.size(), children, List.of()));
        }

        private static void requireDepth(Digest digest, int depth) throws Obstacle {
            if (depth > Nesting.MOST) {
                throw new Obstacle(new Outcome.Unsupported("manifest " + digest + ": " + Nesting.TOO_DEEP));
            }
        }
    }

    private Manifest read(Digest digest) throws Obstacle {
        return switch (storage.manifest(digest)) {
            case StoredManifest.Intact(Manifest manifest, var _) -> manifest;
            case StoredManifest.Missing _ -> throw damaged("manifest " + digest + " is missing");
            case StoredManifest.Damaged(var _, String reason) -> throw damaged("manifest " + digest + " " + reason);
            case StoredManifest.Unreadable(var _, String reason) ->
                throw new Obstacle(new Outcome.Unreadable("manifest " + digest + ": " + reason));
        };
    }

    private List<Blob> blobs(RepositoryName repository, Manifest.Image image) throws Obstacle {
        List<Blob> blobs = new ArrayList<>();
        List<Descriptor> descriptors = Stream.concat(Stream.of(image.config()), image.layers().stream())
                .filter(descriptor -> !descriptor.mediaType().isNotDistributable())
                .distinct()
                .toList();
        for (Descriptor descriptor : descriptors) {
            Blob blob = blob(repository, descriptor);
            if (!blobs.contains(blob)) {
                blobs.add(blob);
            }
        }
        return blobs;
    }

    private Blob blob(RepositoryName repository, Descriptor descriptor) throws Obstacle {
        Digest digest = descriptor.digest();
        Optional<Blob> known = Optional.ofNullable(intact.get(digest)).filter(blob -> blob.size() == descriptor.size());
        if (known.isPresent()) {
            return known.get();
        }
        return switch (storage.blob(repository, digest)) {
            case StoredBlob.Present(var _, long size)
            when size == descriptor.size() -> intact.computeIfAbsent(digest, _ -> new Blob(digest, size));
            case StoredBlob.Present(var _, long size) ->
                throw damaged(
                        "blob " + digest + " has " + size + " bytes on disk, its manifest says " + descriptor.size());
            case StoredBlob.Missing _ -> throw damaged("blob " + digest + " is missing");
            case StoredBlob.Unreadable(var _, String reason) ->
                throw new Obstacle(new Outcome.Unreadable("blob " + digest + ": " + reason));
        };
    }

    private static Obstacle damaged(String reason) {
        return new Obstacle(new Outcome.Damaged(reason));
    }
}
