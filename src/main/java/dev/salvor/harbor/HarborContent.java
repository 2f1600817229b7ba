// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Harbor holds, as far as this account may list it. Nothing here counts as a pull. Blocks; for many threads. */
public final class HarborContent {
    /** The most that Harbor allows (protocol.md §5.3). */
    private static final int PAGE_SIZE = 100;

    /** {@code robot$project+name}; what stands before the dollar sign can be configured (protocol.md §4.2). */
    private static final Pattern PROJECT_ROBOT = Pattern.compile("[^$]*\\$(.+)\\+[^+]+");

    private static final Set<Integer> FORBIDDEN = Set.of(401, 403, 404);

    private final ContentApi api;
    private final String username;
    private final String authorization;
    private final Semaphore permits;
    /** By project. The first one asks, the others wait for whether that pays. */
    private final ConcurrentMap<String, CompletableFuture<Boolean>> mayList = new ConcurrentHashMap<>();

    /** @param authorization null for nobody */
    HarborContent(ContentApi api, String username, String authorization, int atOnce) {
        this.api = api;
        this.username = username;
        this.authorization = authorization;
        this.permits = new Semaphore(atOnce);
    }

    /**
     * The digests of a repository's tags; a hundred artifacts a request. Tags of accessories and some of the children of indexes are
     * not among them (harbor-live.md §9). Empty if it cannot be told.
     */
    public Optional<Map<Tag, Digest>> tags(RepositoryName repository) {
        int slash = repository.value().indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String rest = URLEncoder.encode(repository.value().substring(slash + 1), StandardCharsets.UTF_8);
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> known = mayList.putIfAbsent(repository.project(), mine);
        if (known != null && !known.join()) {
            return Optional.empty();
        }
        boolean allowed = true;
        try {
            return Optional.of(artifacts(repository.project(), rest));
        } catch (WebApplicationException e) {
            allowed = !FORBIDDEN.contains(e.getResponse().getStatus());
            return Optional.empty();
        } catch (ProcessingException e) {
            return Optional.empty();
        } finally {
            mine.complete(allowed);
        }
    }

    private Map<Tag, Digest> artifacts(String project, String repository) {
        Map<Tag, Digest> tags = new HashMap<>();
        pages(page -> api.artifacts(authorization, true, project, repository, true, page, PAGE_SIZE))
                .forEach(row -> Digest.tryParse(String.valueOf(row.digest()))
                        .ifPresent(digest -> names(row.tags())
                                .forEach(name -> Tag.tryParse(name).ifPresent(tag -> tags.put(tag, digest)))));
        return tags;
    }

    /**
     * The repositories of all projects that the account may list, for one that may not read the catalog. A robot's name says which
     * project it belongs to, be that listed or not.
     *
     * @param only this project; empty for all
     */
    public VisibleRepositories repositories(Optional<String> only) {
        SortedSet<RepositoryName> repositories = new TreeSet<>();
        List<String> listed = new ArrayList<>();
        List<String> hidden = new ArrayList<>();
        for (String project : only.<Set<String>>map(Set::of).orElseGet(this::projects)) {
            try {
                names(pages(page -> api.repositories(authorization, true, project, page, PAGE_SIZE)))
                        .forEach(name -> RepositoryName.tryParse(name).ifPresent(repositories::add));
                listed.add(project);
            } catch (WebApplicationException | ProcessingException e) {
                hidden.add(project);
            }
        }
        return new VisibleRepositories(repositories, listed, hidden);
    }

    private SortedSet<String> projects() {
        SortedSet<String> projects = new TreeSet<>();
        Matcher robot = PROJECT_ROBOT.matcher(username);
        if (robot.matches()) {
            projects.add(robot.group(1));
        }
        try {
            projects.addAll(names(pages(page -> api.projects(authorization, page, PAGE_SIZE))));
        } catch (WebApplicationException | ProcessingException e) {
            // what its name says is all that is known of the account then
            return projects;
        }
        return projects;
    }

    private static List<String> names(List<NameRow> rows) {
        return rows == null
                ? List.of()
                : rows.stream()
                        .flatMap(row -> Optional.ofNullable(row.name()).stream())
                        .toList();
    }

    private <T> List<T> pages(IntFunction<List<T>> page) {
        List<T> all = new ArrayList<>();
        for (int number = 1; ; number++) {
            List<T> rows = call(page, number);
            all.addAll(rows);
            if (rows.size() < PAGE_SIZE) {
                return all;
            }
        }
    }

    private <T> List<T> call(IntFunction<List<T>> page, int number) {
        permits.acquireUninterruptibly();
        try {
            List<T> rows = page.apply(number);
            return rows == null ? List.of() : rows;
        } finally {
            permits.release();
        }
    }
}
