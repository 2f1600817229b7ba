// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import static dev.salvor.check.Verdict.counted;
import static dev.salvor.check.Verdict.fine;

import dev.salvor.check.Finding.Severity;
import dev.salvor.check.Finding.Subject;
import dev.salvor.check.Finding.Topic;
import dev.salvor.harbor.Quota;
import dev.salvor.harbor.SystemFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** What is to be said of Harbor's projects. */
final class ProjectVerdict {
    private final Facts facts;
    private final Demand demand;
    private final String createCommand;
    private final List<Finding> findings = new ArrayList<>();

    ProjectVerdict(Facts facts, Demand demand, String createCommand) {
        this.facts = facts;
        this.demand = demand;
        this.createCommand = createCommand;
    }

    List<Finding> findings() {
        if (facts.projects().isEmpty()) {
            return List.of();
        }
        presence();
        rights();
        quotas();
        return findings;
    }

    private void presence() {
        List<Subject> there = named(state -> state.presence() instanceof Presence.There);
        if (!there.isEmpty()) {
            findings.add(fine(
                    Topic.PROJECTS, counted(there.size(), "project") + (there.size() == 1 ? " exists" : " exist")));
        }
        List<Subject> missing = named(state -> state.presence() instanceof Presence.Missing);
        add(Severity.FAIL, Topic.PROJECTS, missing, "these projects do not exist", creationAdvice(missing));
        add(
                Severity.FAIL,
                Topic.PROJECTS,
                notCreated(),
                "these projects do not exist, and Harbor did not let them be created",
                whoMayCreate());
        add(
                Severity.WARN,
                Topic.PROJECTS,
                maybeCreated(),
                "these projects did not exist, and Harbor did not answer whether it created them; pushing is tried",
                "");
        add(
                Severity.OK,
                Topic.PROJECTS,
                named(state -> state.presence() instanceof Presence.ToBeCreated),
                "these projects do not exist; a sync creates them",
                "");
        add(Severity.OK, Topic.PROJECTS, named(state -> state.presence() instanceof Presence.Created), "created", "");
        add(
                Severity.INFO,
                Topic.PROJECTS,
                named(state -> state.presence() instanceof Presence.Unknown),
                "Harbor does not tell this account whether these projects exist",
                "");
        add(
                Severity.FAIL,
                Topic.PROXY_CACHES,
                named(state -> state.presence() instanceof Presence.There(boolean proxy) && proxy),
                "these projects are proxy caches: nobody can push there, whatever a token says",
                "Choose another project: --map 'REGEX=REPLACEMENT', or REGISTRY/P for all.");
    }

    private void rights() {
        Predicate<ProjectState> counts = state -> isUsable(state.presence());
        List<Subject> granted = named(counts.and(state -> state.right() == PushRight.GRANTED));
        if (!granted.isEmpty()) {
            findings.add(fine(Topic.RIGHTS, "this account may push to " + counted(granted.size(), "project")));
        }
        add(
                Severity.FAIL,
                Topic.RIGHTS,
                named(counts.and(state -> state.right() == PushRight.DENIED)),
                "this account may not push to these projects",
                "Make the user a developer or more in them, or give the robot account \"push repository\" there.");
        add(
                Severity.INFO,
                Topic.RIGHTS,
                named(counts.and(state -> state.right() == PushRight.UNKNOWN)),
                "whether this account may push to these projects is not known: the token does not tell",
                "");
    }

    private void quotas() {
        BiPredicate<String, ProjectState> counts =
                (_, state) -> isUsable(state.presence()) && state.right() != PushRight.DENIED;
        List<Subject> roomy = new ArrayList<>();
        List<Subject> crowded = new ArrayList<>();
        List<Subject> unknown = new ArrayList<>();
        facts.projects().forEach((name, state) -> {
            if (counts.test(name, state)) {
                state.quota()
                        .ifPresentOrElse(
                                quota -> (quota.hasRoomFor(demand.bytes(name)) ? roomy : crowded)
                                        .add(crowded(name, quota)),
                                () -> unknown.add(new Subject.Named(name, "")));
            }
        });
        if (!roomy.isEmpty()) {
            findings.add(fine(
                    Topic.QUOTAS, counted(roomy.size(), "project") + (roomy.size() == 1 ? " has room" : " have room")));
        }
        add(
                Severity.FAIL,
                Topic.QUOTAS,
                crowded,
                "the quota of these projects has no room for all that is missing; images are sent as long as they fit",
                "Raise their quota (Administration > Project Quotas), or select fewer images: --include, --newest.");
        add(
                Severity.INFO,
                Topic.QUOTAS,
                unknown,
                "this account may not see the quota of these projects",
                "An administrator sees it, and so does a system robot that may list quotas.");
    }

    private Subject crowded(String name, Quota quota) {
        return new Subject.Crowded(name, demand.bytes(name), quota.room(), quota.limit());
    }

    private static boolean isUsable(Presence presence) {
        return switch (presence) {
            case Presence.There(boolean proxyCache) -> !proxyCache;
            case Presence.Created _, Presence.Unknown _ -> true;
            case Presence.Missing _, Presence.ToBeCreated _, Presence.NotCreated _, Presence.MaybeCreated _ -> false;
        };
    }

    private void add(Severity severity, Topic topic, List<Subject> subjects, String message, String advice) {
        if (!subjects.isEmpty()) {
            findings.add(new Finding(severity, topic, message, subjects, advice));
        }
    }

    private List<Subject> named(Predicate<ProjectState> condition) {
        List<Subject> subjects = new ArrayList<>();
        facts.projects().forEach((name, state) -> {
            if (condition.test(state)) {
                subjects.add(new Subject.Named(name, ""));
            }
        });
        return subjects;
    }

    private List<Subject> notCreated() {
        List<Subject> subjects = new ArrayList<>();
        facts.projects().forEach((name, state) -> {
            if (state.presence() instanceof Presence.NotCreated(int status, String words)) {
                subjects.add(answered(name, status, words));
            }
        });
        return subjects;
    }

    private List<Subject> maybeCreated() {
        List<Subject> subjects = new ArrayList<>();
        facts.projects().forEach((name, state) -> {
            if (state.presence() instanceof Presence.MaybeCreated(int status, String words)) {
                subjects.add(answered(name, status, words));
            }
        });
        return subjects;
    }

    private static Subject answered(String name, int status, String words) {
        return new Subject.Named(name, ((status == 0 ? "" : status + " ") + words).strip());
    }

    private String creationAdvice(List<Subject> missing) {
        String names = String.join(" ", missing.stream().map(Subject::name).toList());
        return "Create them, private (--public-projects makes them public): " + createCommand
                + "\nor without salvor:\n  for p in " + names
                + "; do curl -f -u USER -H 'Content-Type: application/json' -d"
                + " '{\"project_name\":\"'$p'\",\"metadata\":{\"public\":\"false\"}}' "
                + facts.target().base()
                + "/api/v2.0/projects; done\n" + whoMayCreate();
    }

    private String whoMayCreate() {
        Optional<Boolean> onlyAdmins = facts.system().map(SystemFacts::onlyAdminsCreate);
        return onlyAdmins.orElse(true)
                ? "Administrators may create projects, and system robots with the permission \"create project\"."
                : "Every user may create projects here, and system robots with the permission \"create project\"; project robots may not.";
    }
}
