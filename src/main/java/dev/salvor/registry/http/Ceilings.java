// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.salvor.image.RepositoryName;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Bounds the requests in flight: all of them, those that change something, and of these the ones of each project. Each bound is found
 * while it goes, see {@link Ceiling}; none is above {@code --jobs}.
 *
 * <p>Held around one request and its answer only. The order of entering is the same for all, so nothing waits in a circle.
 */
public final class Ceilings implements Sender {
    /** From where all bounds go up; a registry that has had one client so far need not have room for more at once. */
    private static final int START = 8;
    /** Harbor books each upload in its project's one quota row, by optimistic locking: more get in each other's way (protocol.md §3.8). */
    private static final int HIGHEST_PER_PROJECT = 8;

    private final int jobs;
    private final LongSupplier nanoTime;
    private final Sender next;
    private final UsualTime usual = new UsualTime();
    private final Ceiling all;
    private final Ceiling writes;
    private final Map<String, Ceiling> projects = new ConcurrentHashMap<>();

    /** @param jobs requests in flight, at most */
    public Ceilings(int jobs, Sender next) {
        this(jobs, System::nanoTime, next);
    }

    Ceilings(int jobs, LongSupplier nanoTime, Sender next) {
        this.jobs = jobs;
        this.nanoTime = nanoTime;
        this.next = next;
        this.all = new Ceiling(START, jobs);
        this.writes = new Ceiling(START, jobs);
    }

    @Override
    public Answer send(Request request) throws IOException {
        List<Ceiling.Permit> permits = enter(request);
        Ceiling.Course course = Ceiling.Course.NEUTRAL;
        try {
            long start = nanoTime.getAsLong();
            Answer answer = next.send(request);
            course = course(request, answer, nanoTime.getAsLong() - start);
            return answer;
        } catch (UnreadableSourceException e) {
            throw e;
        } catch (IOException e) {
            course = Ceiling.Course.TROUBLE;
            throw e;
        } finally {
            for (Ceiling.Permit permit : permits.reversed()) {
                permit.giveBack(course);
            }
        }
    }

    private Ceiling.Course course(Request request, Answer answer, long nanos) {
        if (answer.status() == 500 && request.repeat() == Request.Repeat.ONCE_AFTER_SERVER_ERROR) {
            // as likely to be about this one manifest or link as about the load
            return Ceiling.Course.NEUTRAL;
        }
        if (TemporaryStatus.is(answer.status()) || answer.status() >= 500) {
            return Ceiling.Course.TROUBLE;
        }
        // how long a blob takes says how long the blob is
        if (request.body() instanceof Body.Streamed) {
            return Ceiling.Course.NEUTRAL;
        }
        // a 404 is quicker than a listing and must not set the norm
        if (answer.isSuccess()) {
            usual.note(request.method(), nanos);
        }
        return usual.holds(request.method(), nanos) ? Ceiling.Course.GOOD : Ceiling.Course.NEUTRAL;
    }

    private List<Ceiling.Permit> enter(Request request) throws InterruptedIOException {
        List<Ceiling.Permit> permits = new ArrayList<>();
        try {
            for (Ceiling ceiling : ceilings(request.access())) {
                permits.add(ceiling.enter());
            }
            return permits;
        } catch (InterruptedException e) {
            permits.forEach(permit -> permit.giveBack(Ceiling.Course.NEUTRAL));
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped before " + request.method() + " was sent");
        }
    }

    /** The narrowest first: what waits for its project must not take the others' room. */
    private List<Ceiling> ceilings(Access access) {
        return switch (access) {
            case Access.Push(RepositoryName repository) -> List.of(project(repository), writes, all);
            case Access.Mount(RepositoryName repository, var _) -> List.of(project(repository), writes, all);
            // a cancel has no time to wait behind uploads, and books nothing
            case Access.Anonymous _, Access.Login _, Access.Catalog _, Access.Pull _, Access.Cancel _ -> List.of(all);
        };
    }

    private Ceiling project(RepositoryName repository) {
        return projects.computeIfAbsent(
                repository.project(), _ -> new Ceiling(HIGHEST_PER_PROJECT, Math.min(jobs, HIGHEST_PER_PROJECT)));
    }
}
