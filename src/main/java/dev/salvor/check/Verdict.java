// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.check.Finding.Severity;
import dev.salvor.check.Finding.Subject;
import dev.salvor.check.Finding.Topic;
import dev.salvor.harbor.SystemFacts;
import dev.salvor.image.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Facts → findings, all of them, good ones too. Asks nobody. */
final class Verdict {
    private final Facts facts;
    private final Demand demand;
    private final String createCommand;

    /** @param createCommand what the user would type to have projects created, in words */
    Verdict(Facts facts, Demand demand, String createCommand) {
        this.facts = facts;
        this.demand = demand;
        this.createCommand = createCommand;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(registry());
        findings.add(login());
        if (facts.target().harbor()) {
            facts.system().map(Verdict::readOnly).ifPresent(findings::add);
            findings.addAll(names());
            findings.addAll(new ProjectVerdict(facts, demand, createCommand).findings());
        } else if (!demand.isEmpty()) {
            findings.add(fine(
                    Topic.NAMES,
                    counted(demand.targets().size(), "repository name")
                            + (demand.targets().size() == 1 ? " fits" : " fit")));
            findings.add(new Finding(
                    Severity.INFO,
                    Topic.RIGHTS,
                    "only Harbor can be asked in advance for projects, quotas and the right to push",
                    List.of(),
                    "What the registry refuses, salvor sync reports with its reason."));
        }
        return findings;
    }

    private Finding registry() {
        if (!facts.target().harbor()) {
            return fine(Topic.REGISTRY, facts.target().authority() + " is a registry, not Harbor");
        }
        String version = facts.system().map(SystemFacts::version).orElse("of a version that it does not tell");
        return fine(Topic.REGISTRY, facts.target().authority() + " is Harbor " + version);
    }

    /** That /v2/ took it stands fast by now: else there is no connection. */
    private Finding login() {
        CheckTarget target = facts.target();
        if (target.login().isEmpty()) {
            return new Finding(
                    target.harbor() ? Severity.WARN : Severity.OK,
                    Topic.LOGIN,
                    "no credentials: asking as nobody",
                    List.of(),
                    target.harbor() ? "Log in: Harbor lets nobody push without." : "");
        }
        if (!target.asksForLogin()) {
            return new Finding(
                    Severity.INFO,
                    Topic.LOGIN,
                    "the registry asks for no login: whether it is right is not known (" + target.login() + ")",
                    List.of(),
                    "");
        }
        if (!target.harbor() || facts.system().isPresent()) {
            return fine(Topic.LOGIN, "the login is right (" + target.login() + ")");
        }
        return new Finding(
                target.apiLogin() ? Severity.WARN : Severity.INFO,
                Topic.LOGIN,
                "the registry takes the login, Harbor's API does not or cannot be reached: projects and quotas stay unknown ("
                        + target.login() + ")",
                List.of(),
                target.apiLogin()
                        ? "See whether " + target.base() + "/api/v2.0/systeminfo works; a proxy may hide /api."
                        : "Use user and password, or a robot account, instead of a token.");
    }

    private static Finding readOnly(SystemFacts system) {
        return system.readOnly()
                ? new Finding(
                        Severity.FAIL,
                        Topic.READ_ONLY,
                        "Harbor is in read-only mode: it takes nothing",
                        List.of(),
                        "An administrator ends it under Administration > Configuration > System Settings.")
                : fine(Topic.READ_ONLY, "Harbor is not read-only");
    }

    private List<Finding> names() {
        if (demand.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (NameFault fault : NameFault.values()) {
            List<Subject> names = demand.targets().stream()
                    .filter(target -> NameFault.of(target).equals(Optional.of(fault)))
                    .map(Verdict::named)
                    .toList();
            if (!names.isEmpty()) {
                findings.add(new Finding(Severity.FAIL, Topic.NAMES, message(fault), names, advice(fault)));
            }
        }
        if (findings.isEmpty()) {
            findings.add(fine(
                    Topic.NAMES,
                    counted(demand.targets().size(), "repository name")
                            + (demand.targets().size() == 1 ? " fits" : " fit")));
        }
        return findings;
    }

    private static String message(NameFault fault) {
        return switch (fault) {
            case ONE_COMPONENT -> "Harbor takes no repository without a project in front";
            case PROJECT -> "no project of Harbor can be called so: letters, digits and single . _ - between them";
            case TOO_LONG -> "Harbor takes no name of 255 characters";
        };
    }

    private static String advice(NameFault fault) {
        return switch (fault) {
            case ONE_COMPONENT ->
                "--project P puts a project in front of such names; REGISTRY/P puts one in front of all.";
            case PROJECT -> "--map 'REGEX=REPLACEMENT' renames them; REGISTRY/P puts a project in front of all.";
            case TOO_LONG -> "--map 'REGEX=REPLACEMENT' shortens them.";
        };
    }

    private static Subject named(RepositoryName name) {
        return new Subject.Named(name.value(), "");
    }

    static Finding fine(Topic topic, String message) {
        return new Finding(Severity.OK, topic, message, List.of(), "");
    }

    static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
