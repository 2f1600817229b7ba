// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.Failure;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Stops;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Where the registry does not answer what it is asked, so that the same question need not be put for each image. */
final class Silence {
    private final Stops stops = new Stops();
    /** A registry may show one repository to everybody, and not another. */
    private final Map<RepositoryName, Refusal> withheld = new ConcurrentHashMap<>();

    private final AtomicReference<Refusal> first = new AtomicReference<>();
    private final AtomicBoolean answered = new AtomicBoolean();

    /** A question to the registry. */
    interface Question<R> {
        R ask() throws RefusedException, InterruptedException;
    }

    /**
     * Puts it, unless it is known that there will be no answer.
     *
     * @throws RefusedException if there is none
     */
    <R> R ask(RepositoryName repository, Question<R> question) throws RefusedException, InterruptedException {
        Optional<Refusal> known = of(repository);
        if (known.isPresent()) {
            throw new RefusedException(known.get());
        }
        try {
            R answer = question.ask();
            answered.set(true);
            stops.arrived(repository);
            return answer;
        } catch (RefusedException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            note(repository, e.refusal());
            throw e;
        }
    }

    private void note(RepositoryName repository, Refusal refusal) {
        if (refusal.reason() == Refusal.Reason.LOGIN) {
            withheld.putIfAbsent(repository, refusal);
        } else {
            stops.note(repository, refusal);
        }
        if (refusal.scope() == Refusal.Scope.RUN) {
            first.compareAndSet(null, refusal);
        }
    }

    private Optional<Refusal> of(RepositoryName repository) {
        return Optional.ofNullable(withheld.get(repository))
                .or(() -> stops.why(repository)
                        .flatMap(why ->
                                why instanceof Outcome.Why.Covered(Refusal by) ? Optional.of(by) : Optional.empty()));
    }

    /**
     * A registry that said no to everything cannot be used, which is no proof of anything.
     *
     * @param registry what the user calls it
     */
    void requireAnswers(String registry) {
        Refusal refusal = first.get();
        if (answered.get() || refusal == null) {
            return;
        }
        String message = registry + ": " + refusal.reason().title() + " (" + refusal.words() + ")";
        switch (refusal.reason()) {
            case LOGIN, LOGIN_ENDED -> throw new Failure.Denied(message, new RefusedException(refusal));
            default -> throw new Failure.Unavailable(message, new RefusedException(refusal));
        }
    }
}
