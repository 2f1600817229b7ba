// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Origin;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cancels upload sessions that nobody will end, so that their bytes don't lie in the registry until it purges them, a week later in
 * distribution. Best effort: one try, and no failure is told.
 *
 * <p>Only the registry itself is asked. A Location on another host mostly is what a backend calls itself ({@link BackendLocations}): then
 * the same path at the registry's address is the session, and elsewhere no session is harmed by it.
 *
 * <p>Distribution 2.8 refuses it for a session that has got a part of a request's body: there is no Location that fits it any more
 * (protocol.md §3.4).
 */
final class SessionCancel {
    /** An interrupted run has 4 s for all that it still wants to do; nobody else should wait long for it either. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final Sender sender;
    private final URI registry;
    private final Duration patience;
    private final Set<Origin> refusing = ConcurrentHashMap.newKeySet();

    /** @param sender the whole chain; it sends these requests once */
    SessionCancel(Sender sender, URI registry) {
        this(sender, registry, PATIENCE);
    }

    SessionCancel(Sender sender, URI registry, Duration patience) {
        this.sender = sender;
        this.registry = registry;
        this.patience = patience;
    }

    /**
     * Returns when they are cancelled, or time is up. An interrupted thread stays interrupted, and cancels all the same: that is when
     * most sessions are left.
     *
     * @param sessions their newest Locations; one on another host is left alone unless it looks like the registry's own
     */
    void cancel(RepositoryName repository, List<URI> sessions) {
        List<URI> open = sessions.stream()
                .filter(session -> isHere(session) || isOfTheApi(repository, session))
                .filter(session -> !refusing.contains(Origin.of(session)))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        // a thread of its own, since nothing can be sent on one that is interrupted
        Thread deletes = Thread.startVirtualThread(() -> open.forEach(session -> delete(repository, session)));
        boolean interrupted = Thread.interrupted();
        try {
            deletes.join(patience);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            deletes.interrupt();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void delete(RepositoryName repository, URI session) {
        if (refusing.contains(Origin.of(session)) || Thread.currentThread().isInterrupted()) {
            return;
        }
        URI address = isHere(session) ? session : Location.atHome(session, registry);
        try {
            Answer answer = sender.send(
                    Request.of("DELETE", address, new Access.Cancel(repository)).with(Request.Repeat.NEVER));
            if (isRefusal(answer)) {
                refusing.add(Origin.of(session));
            }
        } catch (IOException e) {
            // what it was about is told already: the upload's own end
        }
    }

    /** Of all that will be asked of what is called so, not of this session. */
    private static boolean isRefusal(Answer answer) {
        return switch (answer.status()) {
            case 401, 403, 405 -> true;
            case 404 -> !answer.saysThatTheUploadIsUnknown();
            default -> false;
        };
    }

    private boolean isHere(URI session) {
        return registry.getScheme().equalsIgnoreCase(session.getScheme())
                && registry.getRawAuthority().equalsIgnoreCase(session.getRawAuthority());
    }

    private static boolean isOfTheApi(RepositoryName repository, URI session) {
        return session.getRawPath().contains("/v2/" + repository + "/blobs/uploads/");
    }
}
