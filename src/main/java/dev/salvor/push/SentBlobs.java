// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Blob;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.push.TargetBlob.Attempt;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Blobs that are there already, or are mounted, or sent; and sent again where the registry lost them. */
final class SentBlobs implements Supply {
    /** Before each repair of what the registry does not see. */
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(250), Duration.ofSeconds(1));

    private final Slots slots;
    private final AtomicLong turns = new AtomicLong();

    SentBlobs(Slots slots) {
        this.slots = slots;
    }

    @Override
    public void bring(TargetRepository repository, ResolvedImage image, Set<Blob> needed)
            throws RefusedException, SourceFaultException, InterruptedException {
        // before layers are sent that nobody could use
        Set<Blob> doubtful = needed.stream().filter(repository::mayBeTooLarge).collect(Collectors.toSet());
        long turn = turns.getAndIncrement();
        ensure(repository, image.name().repository(), doubtful, turn);
        ensure(repository, image.name().repository(), needed, turn);
    }

    /** Those that are on their way with another image are waited for outside the slot, and looked at again (rule 8). */
    private void ensure(TargetRepository repository, RepositoryName source, Set<Blob> needed, long turn)
            throws RefusedException, SourceFaultException, InterruptedException {
        Set<Blob> pending = needed;
        while (!pending.isEmpty()) {
            Map<Blob, CompletableFuture<?>> busy = new LinkedHashMap<>();
            Map<Blob, Attempt> attempts = Parallel.map(pending, blob -> repository.ensure(source, blob, turn));
            for (Map.Entry<Blob, Attempt> each : attempts.entrySet()) {
                switch (each.getValue()) {
                    case Attempt.Done _ -> {}
                    case Attempt.Busy(CompletableFuture<?> until) -> busy.put(each.getKey(), until);
                    case Attempt.Refused(Refusal refusal) -> throw new RefusedException(refusal);
                    case Attempt.Faulty(Outcome outcome) -> throw new SourceFaultException(outcome);
                }
            }
            for (CompletableFuture<?> until : busy.values()) {
                slots.leaveUntil(until);
            }
            pending = busy.keySet();
        }
    }

    /**
     * A registry over an object storage, or one of several replicas, may not see for a moment what it was just given: each repair comes
     * after a longer pause, and sends again what was sent again already only if a look does not find it.
     */
    @Override
    public void put(TargetRepository repository, ResolvedImage image, ResolvedManifest manifest, Put put)
            throws RefusedException, SourceFaultException, InterruptedException {
        for (Duration pause : PAUSES) {
            try {
                put.send();
                return;
            } catch (RefusedException e) {
                boolean isUnseen = e.refusal().reason() == Refusal.Reason.BLOB_UNKNOWN;
                if (isUnseen) {
                    Thread.sleep(pause);
                }
                repository.repair(image, manifest, e);
                if (!isUnseen) {
                    break;
                }
            }
        }
        put.send();
    }
}
