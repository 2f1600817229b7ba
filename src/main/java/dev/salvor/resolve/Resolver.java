// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Walks from a tag's digest to every manifest and blob below it, on disk only: reads manifests, stats blobs. */
public final class Resolver {
    private final ImageSource storage;
    /** Images share layers: one object and one look at the disk for each blob. */
    private final Map<Digest, Blob> intact = new ConcurrentHashMap<>();

    public Resolver(ImageSource storage) {
        this.storage = storage;
    }

    public Resolution resolve(RepositoryName repository, Digest root) {
        SequencedMap<Digest, ResolvedManifest> resolved = new LinkedHashMap<>();
        try {
            Manifest manifest = walk(repository, root, resolved);
            return new Resolution.Whole(
                    List.copyOf(resolved.values()), manifest.subject().map(Descriptor::digest));
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

    private Manifest walk(RepositoryName repository, Digest digest, Map<Digest, ResolvedManifest> resolved)
            throws Obstacle {
        Manifest manifest = read(digest);
        switch (manifest) {
            case Manifest.Image image ->
                resolved.put(
                        digest,
                        new ResolvedManifest(
                                digest, image.mediaType(), image.size(), List.of(), blobs(repository, image)));
            case Manifest.Index index -> {
                List<Digest> children = index.children().stream()
                        .map(Descriptor::digest)
                        .distinct()
                        .toList();
                for (Digest child : children) {
                    if (!resolved.containsKey(child)) {
                        walk(repository, child, resolved);
                    }
                }
                resolved.put(
                        digest, new ResolvedManifest(digest, index.mediaType(), index.size(), children, List.of()));
            }
            case Manifest.Schema1 _ ->
                throw new Obstacle(new Outcome.Unsupported(
                        "Docker schema 1: the storage has only its unsigned payload, which no registry accepts"));
            case Manifest.Unknown unknown ->
                throw new Obstacle(new Outcome.Unsupported("manifest " + digest + ": " + unknown.reason()));
        }
        return manifest;
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
            case StoredBlob.Present present
            when present.size() == descriptor.size() ->
                intact.computeIfAbsent(digest, _ -> new Blob(digest, present.size()));
            case StoredBlob.Present present ->
                throw damaged("blob " + digest + " has " + present.size() + " bytes on disk, its manifest says "
                        + descriptor.size());
            case StoredBlob.Missing _ -> throw damaged("blob " + digest + " is missing");
            case StoredBlob.Unreadable(var _, String reason) ->
                throw new Obstacle(new Outcome.Unreadable("blob " + digest + ": " + reason));
        };
    }

    private static Obstacle damaged(String reason) {
        return new Obstacle(new Outcome.Damaged(reason));
    }
}
