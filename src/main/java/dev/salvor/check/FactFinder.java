// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.concurrent.Cancellable;
import dev.salvor.concurrent.Parallel;
import dev.salvor.harbor.ApiAnswer;
import dev.salvor.harbor.ApiRows;
import dev.salvor.harbor.Harbor;
import dev.salvor.harbor.ProjectFacts;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.RegistryConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks Harbor: lists first, which cost one request for a hundred projects; single projects only where lists leave them open. */
final class FactFinder {
    private static final int FEW_PAGES = 3;
    /** How many single projects are asked for in the time of a page. */
    private static final int NAMES_WORTH_A_PAGE = 25;

    private final RegistryConnection connection;
    private final Harbor harbor;

    FactFinder(RegistryConnection connection, Harbor harbor) {
        this.connection = connection;
        this.harbor = harbor;
    }

    SortedMap<String, ProjectState> projects(Demand demand) {
        SortedMap<String, RepositoryName> samples = demand.samples();
        if (samples.isEmpty()) {
            return new TreeMap<>();
        }
        HarborLists lists = lists(samples);
        return each(
                samples.keySet(),
                name -> demand.missingProjects().contains(name)
                        ? new ProjectState(new Presence.Missing(), lists.right(name), Optional.empty())
                        : state(name, lists));
    }

    private HarborLists lists(SortedMap<String, RepositoryName> samples) {
        // of a longer list one page is read: asking for each, many at once, takes less time than page after page
        int mostPages = Math.min(samples.size() + 1, Math.max(FEW_PAGES, samples.size() / NAMES_WORTH_A_PAGE));
        ApiAnswer<ApiRows<ProjectFacts>> listed = harbor.projects(mostPages);
        Map<String, ProjectFacts> visible = new HashMap<>();
        listed.given().ifPresent(listing -> {
            visible.putAll(listing.rows());
            if (!listing.complete()) {
                visible.putAll(oneByOne(samples.keySet(), visible.keySet()));
            }
        });
        return new HarborLists(
                samples, connection.grants(List.copyOf(samples.values())), listed, visible, harbor.quotas(mostPages));
    }

    private Map<String, ProjectFacts> oneByOne(Set<String> names, Set<String> known) {
        Map<String, ProjectFacts> found = new HashMap<>();
        Set<String> open = names.stream().filter(name -> !known.contains(name)).collect(Collectors.toSet());
        each(open, harbor::project)
                .forEach((name, reply) ->
                        reply.given().flatMap(Function.identity()).ifPresent(facts -> found.put(name, facts)));
        return found;
    }

    private ProjectState state(String name, HarborLists lists) {
        PushRight right = lists.right(name);
        Presence presence = presence(name, lists);
        return switch (presence) {
            case Presence.There(boolean proxyCache)
            when !proxyCache && right != PushRight.DENIED -> withQuota(name, right, lists);
            case Presence.There _,
                    Presence.Missing _,
                    Presence.ToBeCreated _,
                    Presence.Created _,
                    Presence.NotCreated _,
                    Presence.MaybeCreated _,
                    Presence.Unknown _ -> new ProjectState(presence, right, Optional.empty());
        };
    }

    private Presence presence(String name, HarborLists lists) {
        Optional<ProjectFacts> seen = lists.seen(name);
        if (seen.isPresent() || lists.provesPresence(name)) {
            return new Presence.There(seen.map(ProjectFacts::proxyCache).orElse(false));
        }
        if (lists.provesAbsence(name)) {
            return new Presence.Missing();
        }
        return switch (harbor.exists(name)) {
            case ApiAnswer.Given<Boolean>(Boolean exists) ->
                exists ? new Presence.There(false) : new Presence.Missing();
            case ApiAnswer.Withheld<Boolean> _ -> new Presence.Unknown();
        };
    }

    /** What the lists leave open the project may tell itself: its quota, and of an unseen one whether it is a proxy cache. */
    private ProjectState withQuota(String name, PushRight right, HarborLists lists) {
        if (lists.seen(name).isPresent() && lists.quota(name).isPresent()) {
            return new ProjectState(new Presence.There(false), right, lists.quota(name));
        }
        Optional<ProjectFacts> summary = harbor.summary(name).given();
        return new ProjectState(
                new Presence.There(summary.map(ProjectFacts::proxyCache).orElse(false)),
                right,
                lists.quota(name).or(() -> summary.flatMap(ProjectFacts::quota)));
    }

    /** Many at once; Harbor's own client bounds how many. */
    private static <T> SortedMap<String, T> each(Set<String> names, Function<String, T> question) {
        return new TreeMap<>(
                Cancellable.get("interrupted during the preflight", () -> Parallel.map(names, question::apply)));
    }
}
