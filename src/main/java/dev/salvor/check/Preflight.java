// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.harbor.Creation;
import dev.salvor.harbor.Harbor;
import dev.salvor.harbor.SystemFacts;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RegistryConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Looks at the target before anything is sent. Of other registries than Harbor little can be known, and nothing is asked. */
public final class Preflight {
    private final RegistryConnection connection;
    private final Optional<Harbor> harbor;
    private final CheckTarget target;
    private final String createCommand;

    /**
     * @param harbor empty if the registry is none
     * @param login where the credentials come from; empty if there are none
     * @param createCommand what the user would type to have projects created, in words
     */
    public Preflight(RegistryConnection connection, Optional<Harbor> harbor, String login, String createCommand) {
        this.connection = connection;
        this.harbor = harbor;
        this.target = new CheckTarget(
                connection.endpoint().authority(),
                connection.endpoint().base(),
                harbor.isPresent(),
                login,
                connection.asksForLogin(),
                harbor.map(Harbor::hasLogin).orElse(false));
        this.createCommand = createCommand;
    }

    /**
     * What came out.
     *
     * @param blocks the refusal of whatever is sent to a repository of the target, if it is certain: no request need be sent
     * @param room bytes that are left of the quota of a project; none for what has no limit, or none that this account may see
     */
    public record Result(
            List<Finding> findings, Function<RepositoryName, Optional<Refusal>> blocks, Map<String, Long> room) {
        public Result {
            findings = List.copyOf(findings);
            room = Map.copyOf(room);
        }

        /** Where there is nothing to push. */
        public static Result notNeeded() {
            return new Result(List.of(), _ -> Optional.empty(), Map.of());
        }

        public boolean fails() {
            return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.FAIL);
        }

        /** Whether only lists of names have to be put right, which no registry has seen. */
        public boolean failsByLists() {
            return fails()
                    && findings.stream()
                            .filter(finding -> finding.severity() == Finding.Severity.FAIL)
                            .allMatch(finding -> finding.topic() == Finding.Topic.LISTS);
        }

        /** With more at the end. */
        public Result with(List<Finding> more) {
            List<Finding> all = new ArrayList<>(findings);
            all.addAll(more);
            return new Result(all, blocks, room);
        }
    }

    /**
     * Changes nothing, but creates the missing projects if it is told to do so now.
     *
     * @param created hears of each project that is new, at once: an interruption does not undo it
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public Result run(Demand demand, CreateProjects creation, Consumer<String> created) {
        Facts facts = gather(demand);
        if (creation.wanted() && !Thread.currentThread().isInterrupted()) {
            facts = creation.now() ? create(facts, demand, creation.open(), created) : promise(facts);
        }
        return result(facts, demand);
    }

    /**
     * Changes nothing.
     *
     * @param estimate what would be needed if the target had nothing
     * @param closer the same, with what is there in these projects left out: asked for if it decides whether there is room
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public Result run(Demand estimate, Function<Set<String>, Demand> closer) {
        Facts facts = gather(estimate);
        Set<String> doubtful = new HashSet<>();
        facts.projects().forEach((name, state) -> {
            // what is used can be a part of what is needed, no more: beyond the limit there is no doubt
            long needed = estimate.bytes(name);
            state.quota()
                    .filter(quota -> !quota.hasRoomFor(needed) && needed <= quota.limit())
                    .ifPresent(_ -> doubtful.add(name));
        });
        return result(facts, doubtful.isEmpty() ? estimate : closer.apply(doubtful));
    }

    private Result result(Facts facts, Demand demand) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted during the preflight");
        }
        return new Result(new Verdict(facts, demand, createCommand).findings(), new Blocks(facts)::of, facts.room());
    }

    private Facts gather(Demand demand) {
        return new Facts(
                target,
                harbor.flatMap(its -> its.system().given()),
                harbor.map(its -> new FactFinder(connection, its).projects(demand))
                        .orElseGet(TreeMap::new));
    }

    private static Facts promise(Facts facts) {
        SortedMap<String, ProjectState> projects = new TreeMap<>();
        facts.projects()
                .forEach((name, state) -> projects.put(
                        name, state.presence().isMissing() ? state.with(new Presence.ToBeCreated()) : state));
        return new Facts(facts.target(), facts.system(), projects);
    }

    /** Then all is looked at again: the creator need not be allowed to push, and the default quota may be too small. */
    private Facts create(Facts facts, Demand demand, boolean open, Consumer<String> created) {
        Map<String, Creation> creations = new HashMap<>();
        harbor.filter(_ -> !facts.system().map(SystemFacts::readOnly).orElse(false))
                .ifPresent(its -> facts.projects().forEach((name, state) -> {
                    if (state.presence().isMissing() && !Thread.currentThread().isInterrupted()) {
                        creations.put(name, its.create(name, open));
                        if (creations.get(name) instanceof Creation.Created) {
                            created.accept(name);
                        }
                    }
                }));
        Set<String> made = new HashSet<>(creations.keySet());
        made.removeIf(name -> creations.get(name) instanceof Creation.Refused);
        if (!made.isEmpty()) {
            connection.forgetTokens();
        }
        Facts after = made.isEmpty() ? facts : gather(demand.withProjects(made));
        SortedMap<String, ProjectState> projects = new TreeMap<>(after.projects());
        creations.forEach((name, creation) -> projects.computeIfPresent(name, (_, state) -> switch (creation) {
            case Creation.Created _ -> state.with(new Presence.Created());
            case Creation.Existed _ -> state.presence().isMissing() ? state.with(new Presence.Unknown()) : state;
            case Creation.Unknown(int status, String words) ->
                state.presence().isMissing() ? state.with(new Presence.MaybeCreated(status, words)) : state;
            case Creation.Refused(int status, String words) -> state.with(new Presence.NotCreated(status, words));
        }));
        return new Facts(after.target(), after.system(), projects);
    }
}
