// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.harbor.Harbor;
import dev.salvor.harbor.Listing;
import dev.salvor.harbor.ProjectFacts;
import dev.salvor.harbor.Quota;
import dev.salvor.harbor.Reply;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.RegistryConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Asks Harbor: lists first, which cost one request for a hundred projects; single projects only where lists leave them open. */
final class FactFinder {
    private static final String PUSH = "push";

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
        Map<RepositoryName, Set<String>> grants = connection.grants(List.copyOf(samples.values()));
        // a long list costs more than asking for each
        int mostPages = samples.size() + 1;
        Reply<Listing<ProjectFacts>> listed = harbor.projects(mostPages);
        Reply<Listing<Quota>> quotas = harbor.quotas(mostPages);
        Map<String, ProjectFacts> visible = visible(samples.keySet(), listed);
        Map<String, Presence> presences = each(samples.keySet(), name -> {
            if (demand.missingProjects().contains(name)) {
                return new Presence.Missing();
            }
            Set<String> actions = grants.getOrDefault(samples.get(name), Set.of());
            return presence(name, visible, !actions.isEmpty(), listed, quotas);
        });
        return each(samples.keySet(), name -> {
            PushRight right = right(grants, samples.get(name));
            Presence presence = presences.get(name);
            return switch (presence) {
                case Presence.There(boolean proxy)
                when !proxy && right != PushRight.DENIED -> withQuota(name, visible.containsKey(name), right, quotas);
                case Presence.There _,
                        Presence.Missing _,
                        Presence.ToBeCreated _,
                        Presence.Created _,
                        Presence.NotCreated _,
                        Presence.Unknown _ -> new ProjectState(presence, right, Optional.empty());
            };
        });
    }

    private Map<String, ProjectFacts> visible(Set<String> names, Reply<Listing<ProjectFacts>> listed) {
        Map<String, ProjectFacts> visible = new TreeMap<>();
        listed.given().ifPresent(listing -> visible.putAll(listing.rows()));
        if (listed.given().map(listing -> !listing.complete()).orElse(false)) {
            Set<String> open = Set.copyOf(
                    names.stream().filter(name -> !visible.containsKey(name)).toList());
            each(open, harbor::project)
                    .forEach((name, reply) ->
                            reply.given().flatMap(Function.identity()).ifPresent(facts -> visible.put(name, facts)));
        }
        return visible;
    }

    private Presence presence(
            String name,
            Map<String, ProjectFacts> visible,
            boolean granted,
            Reply<Listing<ProjectFacts>> listed,
            Reply<Listing<Quota>> quotas) {
        if (visible.containsKey(name)) {
            return new Presence.There(visible.get(name).proxyCache());
        }
        boolean hasQuota =
                quotas.given().map(each -> each.rows().containsKey(name)).orElse(false);
        if (granted || hasQuota) {
            return new Presence.There(false);
        }
        if (quotasShowAll(listed, quotas)) {
            return new Presence.Missing();
        }
        return switch (harbor.exists(name)) {
            case Reply.Given<Boolean>(Boolean exists) -> exists ? new Presence.There(false) : new Presence.Missing();
            case Reply.Withheld<Boolean> _ -> new Presence.Unknown();
        };
    }

    /**
     * Who may list quotas sees one of every project, unless they are switched off or were when a project was made. So what is
     * neither there nor among the projects, and gives no right to this account, does not exist; nobody need be asked for it.
     */
    private static boolean quotasShowAll(Reply<Listing<ProjectFacts>> listed, Reply<Listing<Quota>> quotas) {
        return listed instanceof Reply.Given<Listing<ProjectFacts>>(Listing<ProjectFacts> projects)
                && quotas instanceof Reply.Given<Listing<Quota>>(Listing<Quota> all)
                && projects.complete()
                && all.complete()
                && !all.rows().isEmpty()
                && all.rows().keySet().containsAll(projects.rows().keySet());
    }

    /** One of the quotas listed, else what the project itself says, which also knows whether an unseen one is a proxy cache. */
    private ProjectState withQuota(String name, boolean visible, PushRight right, Reply<Listing<Quota>> quotas) {
        Optional<Quota> known = quotas.given().map(Listing::rows).map(rows -> rows.get(name));
        boolean noneHasOne = quotas.given().map(Listing::complete).orElse(false);
        if (visible && (known.isPresent() || noneHasOne)) {
            return new ProjectState(new Presence.There(false), right, known.or(() -> Optional.of(Quota.unlimited())));
        }
        Optional<ProjectFacts> summary = harbor.summary(name).given();
        return new ProjectState(
                new Presence.There(summary.map(ProjectFacts::proxyCache).orElse(false)),
                right,
                known.or(() -> summary.flatMap(ProjectFacts::quota)));
    }

    private static PushRight right(Map<RepositoryName, Set<String>> grants, RepositoryName sample) {
        if (!grants.containsKey(sample)) {
            return PushRight.UNKNOWN;
        }
        return grants.get(sample).contains(PUSH) ? PushRight.GRANTED : PushRight.DENIED;
    }

    /** Many at once; Harbor's own client bounds how many. */
    private static <T> SortedMap<String, T> each(Set<String> names, Function<String, T> question) {
        SortedMap<String, CompletableFuture<T>> asked = new TreeMap<>();
        SortedMap<String, T> answers = new TreeMap<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            names.forEach(name -> asked.put(name, CompletableFuture.supplyAsync(() -> question.apply(name), tasks)));
            asked.forEach((name, answer) -> answers.put(name, answer.join()));
        }
        return answers;
    }
}
