// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.SourceFaultException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One blob in one repository of the target; {@link TargetRepository} says what its states mean. Nothing here waits for another thread. */
final class TargetBlob {
    private static final Set<Refusal.Reason> PERMANENT = Set.of(
            Refusal.Reason.CORRUPT_TARGET,
            Refusal.Reason.TOO_LARGE,
            Refusal.Reason.PATCH_FORBIDDEN,
            Refusal.Reason.INVALID);

    private final RepositoryName repository;
    private final Blob blob;
    private final TargetRepository.Run run;
    private final BlobPresence presence;
    private State state = new State.Unlinked();
    /** Belongs to the thread that links. */
    private boolean asks;
    /** Belongs to the thread that repairs. */
    private boolean sentAgain;

    private volatile boolean verified;

    private sealed interface State {
        record Unlinked() implements State {}

        record Linking(CompletableFuture<?> end) implements State {}

        record Linked() implements State {}

        record Refused(Refusal refusal) implements State {}
    }

    /** How an attempt to make the blob present ended. */
    sealed interface Attempt {
        record Done() implements Attempt {}

        /** Another thread is at it; try again after that. @param until completes always normally, whatever became of it */
        record Busy(CompletableFuture<?> until) implements Attempt {}

        /** The registry does not take it here. */
        record Refused(Refusal refusal) implements Attempt {}

        /** The source does not have it, or not whole. */
        record Faulty(Outcome outcome) implements Attempt {}
    }

    /** @param asks whether to look before the first linking (rule 5) */
    TargetBlob(RepositoryName repository, Blob blob, boolean asks, TargetRepository.Run run) {
        this.repository = repository;
        this.blob = blob;
        this.asks = asks;
        this.run = run;
        this.presence = new BlobPresence(run.destination(), repository, blob);
    }

    /**
     * Makes it present; links it at most once (rule 1).
     *
     * @param source the repository of the source, which knows where the bytes are
     * @param turn of the image: of all blobs that are to go to a project, those of the lowest go first
     * @throws InterruptedException if this thread was interrupted: then its failure says nothing about the blob
     */
    Attempt ensure(RepositoryName source, long turn) throws InterruptedException {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Optional<Attempt> known = begin(end);
        if (known.isPresent()) {
            return known.get();
        }
        State next = new State.Unlinked();
        try {
            Attempt attempt = attempt(source, turn);
            next = after(attempt);
            return attempt;
        } finally {
            become(next);
            end.complete(null);
        }
    }

    /** Claims the linking, or says why it is not to be claimed. */
    private synchronized Optional<Attempt> begin(CompletableFuture<?> end) {
        return switch (state) {
            case State.Linked _ -> Optional.of(new Attempt.Done());
            case State.Linking(CompletableFuture<?> others) -> Optional.of(new Attempt.Busy(others));
            case State.Refused(Refusal refusal) -> Optional.of(new Attempt.Refused(refusal));
            case State.Unlinked _ -> {
                state = new State.Linking(end);
                yield Optional.empty();
            }
        };
    }

    private synchronized void become(State next) {
        state = next;
    }

    /** It lies there without anybody's having brought it. Counts once. */
    synchronized void found() {
        if (!(state instanceof State.Linked)) {
            state = new State.Linked();
            run.blobs().there(blob, repository);
        }
    }

    private static State after(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Done _ -> new State.Linked();
            case Attempt.Refused(Refusal refusal) when isForGood(refusal) -> new State.Refused(refusal);
            case Attempt.Refused _, Attempt.Busy _, Attempt.Faulty _ -> new State.Unlinked();
        };
    }

    private Attempt attempt(RepositoryName source, long turn) throws InterruptedException {
        try {
            return link(source, turn);
        } catch (RefusedException e) {
            requireUninterrupted();
            return new Attempt.Refused(e.refusal());
        } catch (SourceFaultException e) {
            requireUninterrupted();
            return new Attempt.Faulty(e.outcome());
        }
    }

    private static void requireUninterrupted() throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
    }

    private Attempt link(RepositoryName source, long turn)
            throws RefusedException, SourceFaultException, InterruptedException {
        run.blobs().requireSound(blob.digest());
        if (asks) {
            asks = false;
            if (presence.isFound()) {
                run.blobs().there(blob, repository);
                return new Attempt.Done();
            }
            run.blobs().forget(blob.digest(), repository);
        }
        try (Turns.Turn _ = run.turns().take(repository.project(), turn)) {
            Optional<RepositoryName> home = run.blobs().proven(blob.digest(), repository);
            return home.isPresent()
                    ? mount(source, home.get())
                    : run.blobs().alone(blob.digest(), () -> becomeHome(source));
        }
    }

    /** To be called by one repository at a time. A home may have been made between the look before and the claim. */
    private Attempt becomeHome(RepositoryName source) throws RefusedException, SourceFaultException {
        Optional<RepositoryName> home = run.blobs().any(blob.digest(), repository);
        return home.isPresent() ? mount(source, home.get()) : upload(source, Optional.empty());
    }

    private Attempt mount(RepositoryName source, RepositoryName home) throws RefusedException, SourceFaultException {
        return switch (run.destination().reuse(repository, blob.digest(), home)) {
            case Destination.Reuse.Reused _ -> {
                run.blobs().mounted(blob, repository);
                yield new Attempt.Done();
            }
            case Destination.Reuse.Begun(Destination.Opened opened) -> {
                run.blobs().forget(blob.digest(), home);
                yield upload(source, Optional.of(opened));
            }
            case Destination.Reuse.Declined _ -> {
                run.blobs().forget(blob.digest(), home);
                yield upload(source, Optional.empty());
            }
        };
    }

    private Attempt upload(RepositoryName source, Optional<Destination.Opened> opened)
            throws RefusedException, SourceFaultException {
        run.uploader().upload(source, repository, blob, opened);
        run.blobs().sent(blob, repository);
        return new Attempt.Done();
    }

    /**
     * The registry says that it lacks what it should have: look, and send it without mount (protocol.md §3.7). To be called by one thread
     * at a time.
     *
     * @param named whether it is this blob that the registry misses: then it is sent even if a look finds it, since the look may be
     *     answered from a cache; but once, others may be about to use it (rule 1)
     */
    void repair(RepositoryName source, boolean named) throws RefusedException, SourceFaultException {
        if (!presence.isFound() || named && !sentAgain) {
            upload(source, Optional.empty());
            sentAgain = true;
        }
    }

    /** @throws RefusedException if it is not there, or not as it was sent */
    void verify(Verification verification) throws RefusedException {
        if (verified) {
            return;
        }
        TargetContent content = new TargetContent("blob", repository, blob.digest());
        if (!presence.isThere()) {
            throw content.lost();
        }
        if (verification == Verification.BYTES) {
            content.requireRead(run.destination().readBlob(repository, blob.digest()));
        }
        verified = true;
    }

    /** Whether the same blob would be refused for the next image, too: an overload passes, and what got no answer says nothing of it. */
    private static boolean isForGood(Refusal refusal) {
        return refusal.status() != 0
                && (refusal.scope() != Refusal.Scope.IMAGE || PERMANENT.contains(refusal.reason()));
    }
}
