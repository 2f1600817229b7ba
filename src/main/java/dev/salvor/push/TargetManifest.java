// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.resolve.StorageFaults;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One manifest in one repository of the target; {@link TargetRepository} says what its states mean. Sent byte for byte as it is on disk. */
final class TargetManifest {
    private static final int FORBIDDEN_BY_POLICY = 412;

    private final RepositoryName repository;
    private final Digest digest;
    private final TargetRepository.Run run;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile State state;
    /** Belongs to the thread that repairs. */
    private boolean sentAgain;

    private volatile boolean verified;

    private enum State {
        /** Not asked for. */
        UNKNOWN,
        ABSENT,
        /** With all that belongs to it. */
        THERE
    }

    /** @param asks whether the target may have it from before (rule 5) */
    TargetManifest(RepositoryName repository, Digest digest, boolean asks, TargetRepository.Run run) {
        this.repository = repository;
        this.digest = digest;
        this.state = asks ? State.UNKNOWN : State.ABSENT;
        this.run = run;
    }

    /** The write lock is for its own PUT, the read lock for that of an index that lists it. */
    ReadWriteLock lock() {
        return lock;
    }

    /** Who may not look may still push: that has the last word. */
    boolean isThere() throws RefusedException {
        if (state == State.UNKNOWN) {
            boolean found = isSeen();
            settle(found ? State.THERE : State.ABSENT);
            return found;
        }
        return state == State.THERE;
    }

    /** Its own PUT may have been faster than the answer to the question. */
    private synchronized void settle(State answer) {
        if (state == State.UNKNOWN) {
            state = answer;
        }
    }

    private synchronized void become(State next) {
        state = next;
    }

    /** Sends it by its digest, unless it is there. To be called with the write lock. @return whether that brought it there */
    boolean putChild(RepositoryName source, MediaType type) throws RefusedException, SourceFaultException {
        return state != State.THERE && put(source, type, digest);
    }

    /** To be called with the write lock. @return whether this brought it there */
    boolean put(RepositoryName source, MediaType type, Reference reference)
            throws RefusedException, SourceFaultException {
        byte[] bytes = StorageFaults.requireIntact(digest, run.source().manifest(source, digest))
                .bytes();
        run.destination().putManifest(repository, reference, type, bytes);
        if (run.readBack()) {
            requireReadable(reference);
        }
        return taken();
    }

    /** Notes that the target took it. @return whether it was not there before */
    synchronized boolean taken() {
        boolean isNew = state != State.THERE;
        state = State.THERE;
        return isNew;
    }

    /**
     * The registry says that it lacks a child that it should have: look, and let it be sent again. To be called by one thread at a time.
     *
     * @param named whether it is this one that the registry misses: then a look that finds it counts for nothing, the first time
     */
    boolean isLost(boolean named) throws RefusedException {
        boolean lost = !isFound();
        if (!lost && named && !sentAgain) {
            sentAgain = true;
            lost = true;
        }
        if (lost) {
            become(State.ABSENT);
        }
        return lost;
    }

    private boolean isFound() throws RefusedException {
        return run.destination().manifest(repository, digest).isThere(digest);
    }

    private boolean isSeen() throws RefusedException {
        try {
            return isFound();
        } catch (RefusedException e) {
            if (e.refusal().leavesPushOpen()) {
                return false;
            }
            throw e;
        }
    }

    /**
     * A target that is not new may have been killed or full before. A broken link is mended by pushing again, a broken manifest is not:
     * distribution answers 201 and keeps the old bytes (protocol.md §1.10), and nobody would know.
     */
    private void requireReadable(Reference reference) throws RefusedException {
        if (!isReadable(reference)) {
            throw new RefusedException(new Refusal(
                    Refusal.Reason.CORRUPT_TARGET,
                    201,
                    "manifest " + digest + " was taken and cannot be read back from " + repository));
        }
    }

    /** A policy that forbids to pull it says that it is there (protocol.md §5.5), and an account may push without the right to look. */
    private boolean isReadable(Reference reference) throws RefusedException {
        try {
            return run.destination().manifest(repository, reference).isThere(digest);
        } catch (RefusedException e) {
            if (e.refusal().reason() == Refusal.Reason.PULL_POLICY
                    || e.refusal().leavesPushOpen()) {
                return true;
            }
            throw e;
        }
    }

    /** @throws RefusedException if it is not there, or not as it was sent */
    void verify(Verification verification) throws RefusedException {
        if (verified) {
            return;
        }
        TargetContent content = new TargetContent("manifest", repository, digest);
        switch (run.destination().manifest(repository, digest)) {
            case ManifestState.There there -> content.requireSame(there.digest());
            case ManifestState.Absent _ -> throw content.lost();
            case ManifestState.Broken(Refusal refusal) -> throw new RefusedException(refusal);
        }
        if (verification == Verification.BYTES) {
            requireBytes(content);
        }
        verified = true;
    }

    private void requireBytes(TargetContent content) throws RefusedException {
        try {
            content.requireRead(run.destination().readManifest(repository, digest));
        } catch (RefusedException e) {
            // there, and a policy about vulnerabilities or signatures forbids to pull it (protocol.md §5.5)
            if (e.refusal().status() != FORBIDDEN_BY_POLICY) {
                throw e;
            }
        }
    }
}
