// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
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
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Harbor holds, as far as this account may list it. Nothing here counts as a pull. Blocks; for many threads. */
public final class HarborContent {
    /** {@code robot$project+name}; what stands before the dollar sign can be configured (protocol.md §4.2). */
    private static final Pattern PROJECT_ROBOT = Pattern.compile("[^$]*\\$(.+)\\+[^+]+");

    /** Of one repository they say the same of all others in its project; a 404 does not. */
    private static final Set<Integer> FORBIDDEN = Set.of(401, 403);

    /** A hundred thousand names: an end for what has none. */
    private static final int MOST_NAME_PAGES = 1000;

    /** Of artifacts, besides those that are asked for. */
    private static final int MOST_OTHER_PAGES = 20;

    private final Harbor harbor;
    private final HarborApi api;
    private final ApiCalls calls;
    private final String username;
    private final Supplier<String> authorization;
    /** By project. The first one asks, the others wait for whether that pays. */
    private final ConcurrentMap<String, CompletableFuture<Boolean>> mayList = new ConcurrentHashMap<>();

    /** @param authorization that of the moment; it gives null for nobody */
    HarborContent(Harbor harbor, HarborApi api, ApiCalls calls, String username, Supplier<String> authorization) {
        this.harbor = harbor;
        this.api = api;
        this.calls = calls;
        this.username = username;
        this.authorization = authorization;
    }

    /**
     * The digests of a repository's tags; a hundred artifacts a request. Tags of accessories and some of the children of indexes are
     * not among them (harbor-live.md §9), nor all of those of a repository with very many artifacts. Empty if it cannot be told.
     *
     * @param wanted how many tags are in question: the list is not read to its end if asking for each takes less
     */
    public Optional<Map<Tag, Digest>> tags(RepositoryName repository, int wanted) throws InterruptedException {
        if (repository.value().indexOf('/') < 0) {
            return Optional.empty();
        }
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> known = mayList.putIfAbsent(repository.project(), mine);
        if (known != null && !await(known)) {
            return Optional.empty();
        }
        boolean allowed = true;
        try {
            return switch (artifacts(repository, wanted, mine)) {
                case ApiAnswer.Given<ApiRows<ArtifactRow>>(ApiRows<ArtifactRow> listing) -> Optional.of(tags(listing));
                case ApiAnswer.Withheld<ApiRows<ArtifactRow>>(int status, var _) -> {
                    allowed = !FORBIDDEN.contains(status);
                    yield Optional.empty();
                }
            };
        } finally {
            mine.complete(allowed);
        }
    }

    private static boolean await(CompletableFuture<Boolean> allowed) throws InterruptedException {
        try {
            return allowed.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody ends it so", e);
        }
    }

    private ApiAnswer<ApiRows<ArtifactRow>> artifacts(
            RepositoryName repository, int wanted, CompletableFuture<Boolean> allowed) {
        String project = repository.project();
        String rest = URLEncoder.encode(repository.value().substring(project.length() + 1), StandardCharsets.UTF_8);
        int mostPages = Math.clamp(wanted, 1, MOST_OTHER_PAGES + wanted / ApiCalls.PAGE_SIZE);
        return calls.pages(
                mostPages,
                page -> {
                    if (page > 1) {
                        allowed.complete(true);
                    }
                    return api.artifacts(authorization.get(), true, project, rest, true, page, ApiCalls.PAGE_SIZE);
                },
                (row, rows) -> Optional.ofNullable(row.digest()).ifPresent(digest -> rows.put(digest, row)));
    }

    private static Map<Tag, Digest> tags(ApiRows<ArtifactRow> artifacts) {
        Map<Tag, Digest> tags = new HashMap<>();
        artifacts
                .rows()
                .forEach((text, row) -> Digest.tryParse(text)
                        .ifPresent(digest -> Optional.ofNullable(row.tags()).orElse(List.of()).stream()
                                .flatMap(tag -> Optional.ofNullable(tag.name()).stream())
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
            Optional<ApiRows<String>> names = names(project).given();
            names.ifPresent(listing -> listing.rows()
                    .keySet()
                    .forEach(name -> RepositoryName.tryParse(name).ifPresent(repositories::add)));
            (names.map(ApiRows::complete).orElse(false) ? listed : hidden).add(project);
        }
        return new VisibleRepositories(repositories, listed, hidden);
    }

    private ApiAnswer<ApiRows<String>> names(String project) {
        return calls.pages(
                MOST_NAME_PAGES,
                page -> api.repositories(authorization.get(), true, project, page, ApiCalls.PAGE_SIZE),
                (row, rows) -> Optional.ofNullable(row.name()).ifPresent(name -> rows.put(name, name)));
    }

    /** What its name says is all that is known of an account that may not list projects. */
    private SortedSet<String> projects() {
        SortedSet<String> projects = new TreeSet<>();
        Matcher robot = PROJECT_ROBOT.matcher(username);
        if (robot.matches()) {
            projects.add(robot.group(1));
        }
        harbor.projects(MOST_NAME_PAGES)
                .given()
                .ifPresent(listing -> projects.addAll(listing.rows().keySet()));
        return projects;
    }
}
