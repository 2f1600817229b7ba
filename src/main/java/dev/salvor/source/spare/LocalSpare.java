// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.spare;

import dev.salvor.IoReason;
import dev.salvor.content.Content;
import dev.salvor.content.ContentDigest;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.Spare;
import dev.salvor.source.disk.ManifestFile;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Files on disk. Each is read to its end before it is given, whatever its size: what a plan promises to heal is healed, and nothing is sent that
 * has to be taken back. What changes after that, the registry refuses.
 */
final class LocalSpare implements Spare {
    /** As much as is held in memory of a manifest of a storage. */
    private static final int MOST_OF_A_MANIFEST = ManifestFile.MAX_BYTES;
    /** One disk reads best in few places at once. */
    static final int READS_AT_ONCE = 4;

    private static final int MOST_NOTICES = 5;

    private final String name;
    private final String kind;
    private final Shelf shelf;
    private final Consumer<String> notices;
    private final Semaphore reads = new Semaphore(READS_AT_ONCE);
    /** Where there are other bytes than the name says: they are read once. */
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();

    private final AtomicInteger noticed = new AtomicInteger();

    /** @param notices hears of what is not what its name says, the first few times */
    LocalSpare(String name, String kind, Shelf shelf, Consumer<String> notices) {
        this.name = name;
        this.kind = kind;
        this.shelf = shelf;
        this.notices = notices;
    }

    /** Reads one file. */
    private interface Read<T> {
        Optional<T> get(Content content) throws IOException;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Optional<byte[]> manifest(RepositoryName repository, Digest digest) {
        return first(
                repository,
                digest,
                content -> content.size() > MOST_OF_A_MANIFEST
                        ? Optional.empty()
                        : Optional.of(content.first(MOST_OF_A_MANIFEST + 1))
                                .filter(bytes -> isRight(digest, bytes, content)));
    }

    @Override
    public Optional<Content> blob(RepositoryName repository, Blob blob) {
        return first(
                repository,
                blob.digest(),
                content -> content.size() == blob.size()
                                && isRight(
                                        blob.digest(),
                                        ContentDigest.of(blob.digest().algorithm(), content),
                                        content)
                        ? Optional.of(new UnlinkedContent(content))
                        : Optional.empty());
    }

    private <T> Optional<T> first(RepositoryName repository, Digest digest, Read<T> read) {
        reads.acquireUninterruptibly();
        try {
            for (Content each : shelf.at(repository, digest)) {
                Optional<T> found = wrong.contains(each.toString()) ? Optional.empty() : tried(each, read);
                if (found.isPresent()) {
                    return found;
                }
            }
        } catch (IOException e) {
            notice(digest + " cannot be looked for: " + IoReason.of(e));
        } finally {
            reads.release();
        }
        return Optional.empty();
    }

    private <T> Optional<T> tried(Content content, Read<T> read) {
        try {
            return read.get(content);
        } catch (IOException e) {
            notice(content + " cannot be read: " + IoReason.of(e));
            return Optional.empty();
        }
    }

    private boolean isRight(Digest digest, byte[] bytes, Content content) {
        return isRight(digest, Digest.of(digest.algorithm(), bytes), content);
    }

    private boolean isRight(Digest digest, Digest actual, Content content) {
        if (!actual.equals(digest)) {
            wrong.add(content.toString());
            notice(content + " is named " + digest + " and has the digest " + actual + ": not used");
        }
        return actual.equals(digest);
    }

    private void notice(String line) {
        if (!Thread.currentThread().isInterrupted() && noticed.getAndIncrement() < MOST_NOTICES) {
            notices.accept(name + ": " + line);
        }
    }
}
