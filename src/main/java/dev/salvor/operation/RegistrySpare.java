// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.content.Content;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;
import dev.salvor.source.Spare;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Another registry that may have what a storage lacks, under the same names of repositories. Its manifests are read when they are asked for;
 * of a blob it is asked whether it has it, and the bytes are passed on while they come: they need no room here, and the upload is cancelled if
 * they turn out to be wrong.
 */
public final class RegistrySpare implements Spare {
    private static final int MOST_NOTICES = 5;

    private final String name;
    private final Target target;
    private final Consumer<String> notices;
    private final AtomicInteger noticed = new AtomicInteger();

    private RegistrySpare(String name, Target target, Consumer<String> notices) {
        this.name = name;
        this.target = target;
        this.notices = notices;
    }

    /**
     * Connects; the process ends the connection.
     *
     * @param name what the user calls it
     * @throws dev.salvor.Failure if it cannot be used
     */
    public static RegistrySpare connect(String name, Target.Connector connector, Listener listener) {
        return new RegistrySpare(name, connector.connect(listener), listener::warn);
    }

    /** Asks for something there. */
    private interface Question<T> {
        Optional<T> ask() throws RefusedException;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return target.connection().isHarbor() ? "a registry (Harbor)" : "a registry";
    }

    @Override
    public Optional<byte[]> manifest(RepositoryName repository, Digest digest) {
        return answer(() -> target.connection()
                .readback()
                .manifestBytes(there(repository), digest)
                .filter(bytes -> isRight(repository, digest, bytes)));
    }

    @Override
    public Optional<Content> blob(RepositoryName repository, Blob blob) {
        return answer(() -> has(repository, blob)
                ? Optional.of(target.connection().readback().blobContent(there(repository), blob.digest(), blob.size()))
                : Optional.empty());
    }

    /** It may not say how large it is: then that shows when it is read. */
    private boolean has(RepositoryName repository, Blob blob) throws RefusedException {
        return switch (target.connection().registry().blob(there(repository), blob.digest())) {
            case Registry.BlobState.Absent _ -> false;
            case Registry.BlobState.There(long size) -> size < 0 || size == blob.size();
        };
    }

    private RepositoryName there(RepositoryName repository) {
        String prefix = target.connection().endpoint().prefix();
        return prefix.isEmpty() ? repository : new RepositoryName(prefix + "/" + repository.value());
    }

    private <T> Optional<T> answer(Question<T> question) {
        try {
            return question.ask();
        } catch (RefusedException e) {
            notice(e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isRight(RepositoryName repository, Digest digest, byte[] bytes) {
        MessageDigest hash = digest.algorithm().newMessageDigest();
        hash.update(bytes);
        Digest actual = Digest.of(digest.algorithm(), hash);
        if (!actual.equals(digest)) {
            notice(repository + "@" + digest + " has the digest " + actual + " there: not used");
        }
        return actual.equals(digest);
    }

    private void notice(String line) {
        if (!Thread.currentThread().isInterrupted() && noticed.getAndIncrement() < MOST_NOTICES) {
            notices.accept(name + ": " + line);
        }
    }
}
