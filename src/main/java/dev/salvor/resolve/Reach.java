// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.MediaType;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredManifest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What manifests of one repository consist of, as far as they can be read. Reads each of them once, and keeps digests only. */
final class Reach {
    private final ImageSource source;
    private final RepositoryName repository;
    private final Map<Digest, List<Descriptor>> children = new HashMap<>();
    private final Set<Digest> blobs = new HashSet<>();

    Reach(ImageSource source, RepositoryName repository) {
        this.source = source;
        this.repository = repository;
    }

    /** These and what they list; of that only what is called an index is read. */
    Set<Digest> indexes(Collection<Digest> roots) {
        return walk(roots, false);
    }

    /** These and all manifests that they consist of. */
    Set<Digest> manifests(Collection<Digest> roots) {
        return walk(roots, true);
    }

    /** Whether something that was read so far is or lists this, be it a manifest or a blob. */
    boolean has(Digest digest) {
        return children.containsKey(digest) || blobs.contains(digest);
    }

    private Set<Digest> walk(Collection<Digest> roots, boolean all) {
        Set<Digest> reached = new HashSet<>(roots);
        Deque<Digest> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            for (Descriptor child : children.computeIfAbsent(next.remove(), this::read)) {
                if (reached.add(child.digest()) && (all ? isManifest(child) : isCalledIndex(child))) {
                    next.add(child.digest());
                }
            }
        }
        return reached;
    }

    /** Its children, if it is an index. */
    private List<Descriptor> read(Digest digest) {
        if (!(source.manifest(repository, digest) instanceof StoredManifest.Intact(Manifest manifest, var _))) {
            return List.of();
        }
        return switch (manifest) {
            case Manifest.Index index -> index.children();
            case Manifest.Image image -> {
                image.blobs().map(Descriptor::digest).forEach(blobs::add);
                yield List.of();
            }
            case Manifest.Schema1 _, Manifest.Unknown _ -> List.of();
        };
    }

    private boolean isManifest(Descriptor child) {
        boolean isBlob = IndexedBlob.is(child, repository, source);
        if (isBlob) {
            blobs.add(child.digest());
        }
        return !isBlob;
    }

    private static boolean isCalledIndex(Descriptor child) {
        MediaType type = child.mediaType();
        return type.equals(MediaType.OCI_INDEX)
                || type.equals(MediaType.DOCKER_LIST)
                || type.value().isEmpty();
    }
}
