// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.IoReason;
import dev.salvor.concurrent.RecentlyUsed;
import dev.salvor.content.Content;
import dev.salvor.content.ContentDigest;
import dev.salvor.content.FileState;
import dev.salvor.image.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Whether a blob has the content that its digest promises: read once before it first goes out, and again if its file is another one since. */
final class ContentProof {
    private static final int MOST = 50_000;
    /** More would only make each of them slower. */
    private static final int READ_AT_ONCE = 4;

    private final boolean wanted;
    private final Semaphore reads = new Semaphore(READ_AT_ONCE);
    private final Map<Digest, Proof> proofs = new RecentlyUsed<>(MOST);

    /**
     * One of a file as it was; its lock is held by whoever reads it.
     *
     * @param state empty for what is no file of its own
     */
    private static final class Proof {
        private Optional<FileState> state = Optional.empty();
        private boolean done;
        private Optional<String> fault = Optional.empty();
    }

    /** @param wanted else all is taken for right */
    ContentProof(boolean wanted) {
        this.wanted = wanted;
    }

    /** What is wrong with it; empty if nothing is known to be. */
    Optional<String> fault(Digest digest, Content content) {
        if (!wanted) {
            return Optional.empty();
        }
        Proof proof;
        synchronized (proofs) {
            proof = proofs.computeIfAbsent(digest, _ -> new Proof());
        }
        synchronized (proof) {
            try {
                Optional<FileState> now = state(content);
                if (!proof.done || !proof.state.equals(now)) {
                    proof.fault = read(digest, content);
                    proof.state = now;
                    proof.done = now.equals(state(content));
                }
                return proof.fault;
            } catch (IOException e) {
                return Optional.of("the blob cannot be read: " + IoReason.of(e));
            }
        }
    }

    private Optional<String> read(Digest digest, Content content) throws IOException {
        reads.acquireUninterruptibly();
        try {
            Digest actual = ContentDigest.of(digest.algorithm(), content);
            return actual.equals(digest)
                    ? Optional.empty()
                    : Optional.of("the blob is damaged: its " + content.size() + " bytes have the digest " + actual);
        } finally {
            reads.release();
        }
    }

    private static Optional<FileState> state(Content content) throws IOException {
        Optional<Path> file = content.file();
        return file.isPresent() ? Optional.of(FileState.of(file.get())) : Optional.empty();
    }
}
