// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.spare;

import dev.salvor.content.Content;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.Spare;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was found in spares. Each digest is looked for by one thread at a time, and not again once it is found; where nobody had it, once more
 * for each other repository, since a registry has it in some and not in others.
 */
final class Finds {
    private final List<Spare> spares;
    private final Map<Digest, Search<Blob, Content>> blobs = new ConcurrentHashMap<>();
    private final Map<Digest, Search<Digest, byte[]>> manifests = new ConcurrentHashMap<>();

    Finds(List<Spare> spares) {
        this.spares = List.copyOf(spares);
    }

    /** How one thing is asked for. */
    private interface Question<K, T> {
        Optional<T> ask(Spare spare, RepositoryName repository, K key);
    }

    /** One digest. */
    private final class Search<K, T> {
        private final Question<K, T> question;
        private final Set<RepositoryName> inVain = new HashSet<>();
        /** The spare to ask next: those before it gave what is wrong. */
        private int next;

        private Optional<T> found = Optional.empty();

        Search(Question<K, T> question) {
            this.question = question;
        }

        synchronized Optional<T> in(RepositoryName repository, K key) {
            if (found.isPresent() || inVain.contains(repository)) {
                return found;
            }
            for (int i = next; i < spares.size(); i++) {
                found = question.ask(spares.get(i), repository, key);
                if (found.isPresent()) {
                    next = i;
                    return found;
                }
            }
            // a look that was broken off says nothing
            if (!Thread.currentThread().isInterrupted()) {
                inVain.add(repository);
            }
            return found;
        }

        synchronized void forget(T wrong) {
            if (found.filter(its -> its == wrong).isPresent()) {
                found = Optional.empty();
                next++;
            }
        }

        synchronized Optional<String> spare() {
            return found.map(_ -> spares.get(next).name());
        }
    }

    List<String> names() {
        return spares.stream().map(Spare::name).toList();
    }

    Optional<byte[]> manifest(RepositoryName repository, Digest digest) {
        return manifests
                .computeIfAbsent(digest, _ -> new Search<>(Spare::manifest))
                .in(repository, digest);
    }

    Optional<Content> blob(RepositoryName repository, Blob blob) {
        return blobs.computeIfAbsent(blob.digest(), _ -> new Search<>(Spare::blob))
                .in(repository, blob)
                .filter(content -> content.size() == blob.size());
    }

    /** It is wrong. */
    void forget(Digest digest, Content wrong) {
        Search<Blob, Content> search = blobs.get(digest);
        if (search != null) {
            search.forget(wrong);
        }
    }

    Optional<String> spare(Digest digest) {
        return name(manifests.get(digest)).or(() -> name(blobs.get(digest)));
    }

    private static Optional<String> name(Finds.Search<?, ?> search) {
        return search == null ? Optional.empty() : search.spare();
    }
}
