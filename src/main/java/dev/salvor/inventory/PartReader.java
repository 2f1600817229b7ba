// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.content.Content;
import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.MediaType;
import dev.salvor.image.Nesting;
import dev.salvor.image.Platform;
import dev.salvor.image.RepositoryName;
import dev.salvor.resolve.IndexedBlob;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads one image to its last part. Where {@link Resolver} stops at the first fault, this goes on, and finds all of them. */
public final class PartReader {
    private final ImageSource storage;
    private final RepositoryName repository;
    private final BlobLook blobs;
    private final Function<Digest, StoredManifest> manifests;
    /** How many indexes are in a row from a manifest on that was met; of one that is too deep, only itself. */
    private final Map<Digest, Integer> levels = new HashMap<>();

    /** How blobs are looked up: once for each that images share, say. */
    public interface BlobLook {
        StoredBlob at(RepositoryName repository, Digest digest);
    }

    PartReader(ImageSource storage, RepositoryName repository) {
        this(storage, repository, storage::blob);
    }

    /** For one image, with the manifests that the storage itself has. */
    public PartReader(ImageSource storage, RepositoryName repository, BlobLook blobs) {
        this(storage, repository, blobs, storage::manifest);
    }

    /** @param manifests what there is under a digest */
    public PartReader(
            ImageSource storage,
            RepositoryName repository,
            BlobLook blobs,
            Function<Digest, StoredManifest> manifests) {
        this.storage = storage;
        this.repository = repository;
        this.blobs = blobs;
        this.manifests = manifests;
    }

    /** @param manifest what was found under this digest, which names the image */
    public Part root(Digest digest, StoredManifest manifest) {
        Descriptor descriptor = switch (manifest) {
            case StoredManifest.Intact(Manifest parsed, var _) ->
                new Descriptor(parsed.mediaType(), digest, parsed.size(), Platform.NONE);
            case StoredManifest.Missing _, StoredManifest.Damaged _, StoredManifest.Unreadable _ ->
                new Descriptor(new MediaType(""), digest, 0, Platform.NONE);
        };
        return part(descriptor, manifest, 0);
    }

    /** @param above how many indexes are in a row above it */
    private Part child(Descriptor child, int above) {
        if (IndexedBlob.is(child, repository, storage)) {
            levels.put(child.digest(), 0);
            return blob(Part.Role.LAYER, child);
        }
        if (!levels.containsKey(child.digest())) {
            return part(child, manifests.apply(child.digest()), above);
        }
        Part.State state = above + levels.get(child.digest()) > Nesting.MOST
                ? new Part.State.Unsupported(Nesting.TOO_DEEP)
                : new Part.State.Repeated();
        return manifest(child, state, List.of());
    }

    private Part part(Descriptor descriptor, StoredManifest stored, int above) {
        levels.put(descriptor.digest(), 0);
        return switch (stored) {
            case StoredManifest.Intact(Manifest manifest, var _) -> intact(descriptor, manifest, above);
            case StoredManifest.Missing _ -> manifest(descriptor, new Part.State.Missing(), List.of());
            case StoredManifest.Damaged(var _, String reason) ->
                manifest(descriptor, new Part.State.Damaged(reason), List.of());
            case StoredManifest.Unreadable(var _, String reason) ->
                manifest(descriptor, new Part.State.Unreadable(reason), List.of());
        };
    }

    private Part intact(Descriptor descriptor, Manifest manifest, int above) {
        return switch (manifest) {
            case Manifest.Image image -> {
                List<Part> parts = new ArrayList<>();
                parts.add(blob(Part.Role.CONFIG, image.config()));
                image.layers().forEach(layer -> parts.add(blob(Part.Role.LAYER, layer)));
                yield manifest(descriptor, new Part.State.Ok(), parts);
            }
            case Manifest.Index index -> index(descriptor, index, above + 1);
            case Manifest.Schema1 _ -> manifest(descriptor, new Part.State.Unsupported("Docker schema 1"), List.of());
            case Manifest.Unknown unknown ->
                manifest(descriptor, new Part.State.Unsupported(unknown.reason()), List.of());
        };
    }

    private Part index(Descriptor descriptor, Manifest.Index index, int depth) {
        levels.put(descriptor.digest(), 1);
        Part.State state = new Part.State.Unsupported(Nesting.TOO_DEEP);
        List<Part> parts = List.of();
        if (depth <= Nesting.MOST) {
            state = new Part.State.Ok();
            parts = index.children().stream().map(child -> child(child, depth)).toList();
            int below = index.children().stream()
                    .mapToInt(child -> levels.get(child.digest()))
                    .max()
                    .orElse(0);
            levels.put(descriptor.digest(), 1 + below);
        }
        return new Part(Part.Role.INDEX, descriptor, storage.manifestFile(descriptor.digest()), state, parts);
    }

    private Part manifest(Descriptor descriptor, Part.State state, List<Part> parts) {
        return new Part(Part.Role.MANIFEST, descriptor, storage.manifestFile(descriptor.digest()), state, parts);
    }

    private Part blob(Part.Role role, Descriptor descriptor) {
        StoredBlob stored = blobs.at(repository, descriptor.digest());
        Part.State state = descriptor.isForeign() && stored instanceof StoredBlob.Missing
                ? new Part.State.NotDistributable()
                : state(descriptor, stored);
        return new Part(role, descriptor, file(stored), state, List.of());
    }

    private static Part.State state(Descriptor descriptor, StoredBlob stored) {
        return switch (stored) {
            case StoredBlob.Present present
            // some registries do not tell it
            when present.size() == descriptor.size() || present.size() < 0 -> new Part.State.Ok();
            case StoredBlob.Present present -> new Part.State.WrongSize(present.size());
            case StoredBlob.Missing _ -> new Part.State.Missing();
            case StoredBlob.Unreadable(var _, String reason) -> new Part.State.Unreadable(reason);
        };
    }

    private static Path file(StoredBlob stored) {
        return switch (stored) {
            case StoredBlob.Present(Content content) -> content.file().orElseGet(() -> Path.of(content.toString()));
            case StoredBlob.Missing(Path expected) -> expected;
            case StoredBlob.Unreadable(Path file, var _) -> file;
        };
    }
}
