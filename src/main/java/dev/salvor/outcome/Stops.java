// SPDX-License-Identifier: Apache-2.0
package dev.salvor.outcome;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** What was given up on: one refusal for a repository, a project or the run is enough. */
public final class Stops {
    private final AtomicReference<Outcome.Why> run = new AtomicReference<>();
    private final Map<String, Refusal> projects = new ConcurrentHashMap<>();
    private final Map<RepositoryName, Refusal> repositories = new ConcurrentHashMap<>();
    /** Of each repository, what one image met there last; an image that arrives takes it back. */
    private final Map<RepositoryName, Refusal> warnings = new ConcurrentHashMap<>();

    public void interrupt() {
        run.compareAndSet(null, new Outcome.Why.Interrupted());
    }

    /** @return whether this ends the run */
    public boolean note(RepositoryName target, Refusal refusal) {
        switch (refusal.scope()) {
            case IMAGE -> {}
            case TWICE -> {
                if (isSecond(warnings.put(target, refusal), refusal)) {
                    repositories.putIfAbsent(target, refusal);
                }
            }
            case REPOSITORY -> repositories.putIfAbsent(target, refusal);
            case PROJECT -> projects.putIfAbsent(target.project(), refusal);
            case RUN -> run.compareAndSet(null, new Outcome.Why.Covered(refusal));
        }
        return run.get() != null;
    }

    /** A blob that several images need is refused once, and so is the very same refusal what all of them end with. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSecond(Refusal before, Refusal refusal) {
        return before != null && before != refusal && before.reason() == refusal.reason();
    }

    /** An image of this repository was taken: what was refused before was of one thing. */
    public void arrived(RepositoryName target) {
        warnings.remove(target);
    }

    public boolean isRunStopped() {
        return run.get() != null;
    }

    public boolean isInterrupted() {
        return run.get() instanceof Outcome.Why.Interrupted;
    }

    /** Why nothing of this repository need be tried. */
    public Optional<Outcome.Why> why(RepositoryName target) {
        if (run.get() != null) {
            return Optional.of(run.get());
        }
        return Optional.ofNullable(projects.get(target.project()))
                .or(() -> Optional.ofNullable(repositories.get(target)))
                .map(Outcome.Why.Covered::new);
    }
}
