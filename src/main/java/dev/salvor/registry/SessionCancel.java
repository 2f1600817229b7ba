// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Cancels upload sessions that nobody will end, so that their bytes don't lie in the registry until it purges them, a week later in
 * distribution. Best effort: one try, and no failure is told.
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
    private volatile boolean isRefused;

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
     * @param sessions their newest Locations; those on other hosts are left alone
     */
    void cancel(RepositoryName repository, List<URI> sessions) {
        List<URI> here = sessions.stream().filter(this::isHere).toList();
        if (here.isEmpty() || isRefused) {
            return;
        }
        // a thread of its own, since nothing can be sent on one that is interrupted
        Thread deletes = Thread.startVirtualThread(() -> here.forEach(session -> delete(repository, session)));
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
        if (isRefused || Thread.currentThread().isInterrupted()) {
            return;
        }
        try {
            Answer answer = sender.send(
                    Request.of("DELETE", session, new Access.Cancel(repository)).with(Request.Repeat.NEVER));
            if (isRefusal(answer)) {
                isRefused = true;
            }
        } catch (IOException e) {
            // what it was about is told already: the upload's own end
        }
    }

    /** Of all that will be asked, not of this session. */
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
}
