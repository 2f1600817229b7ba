// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.salvor.check.Finding.Severity;
import dev.salvor.check.Finding.Subject;
import dev.salvor.harbor.Quota;
import dev.salvor.harbor.SystemFacts;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Refusal.Reason;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From facts to findings, and to what need not be tried. */
class VerdictTest {
    private static final Quota SMALL = new Quota(1000, 400);
    private static final SystemFacts SYSTEM = new SystemFacts("v2.15.2", false, false);

    /** What a project is, what is to be said of it beside what is fine, and why nothing is sent there. */
    static Stream<Arguments> projects() {
        return Stream.of(
                arguments(state(there(), PushRight.GRANTED, Quota.unlimited()), "", ""),
                arguments(state(there(), PushRight.GRANTED, new Quota(1000, 0)), "", ""),
                arguments(state(there(), PushRight.GRANTED, SMALL), "FAIL QUOTAS", ""),
                arguments(state(there(), PushRight.GRANTED), "INFO QUOTAS", ""),
                arguments(state(there(), PushRight.UNKNOWN, Quota.unlimited()), "INFO RIGHTS", ""),
                arguments(state(there(), PushRight.DENIED), "FAIL RIGHTS", "NO_RIGHT"),
                arguments(state(there(), PushRight.DENIED, SMALL), "FAIL RIGHTS", "NO_RIGHT"),
                arguments(state(new Presence.There(true), PushRight.GRANTED), "FAIL PROXY_CACHES", "PROXY_PROJECT"),
                arguments(state(new Presence.Missing(), PushRight.DENIED), "FAIL PROJECTS", "PROJECT_MISSING"),
                arguments(state(new Presence.ToBeCreated(), PushRight.DENIED), "OK PROJECTS", ""),
                arguments(state(new Presence.Created(), PushRight.GRANTED, Quota.unlimited()), "OK PROJECTS", ""),
                arguments(
                        state(new Presence.Created(), PushRight.DENIED, Quota.unlimited()),
                        "OK PROJECTS, FAIL RIGHTS",
                        "NO_RIGHT"),
                arguments(
                        state(new Presence.NotCreated(403, "no"), PushRight.DENIED),
                        "FAIL PROJECTS",
                        "PROJECT_MISSING"),
                arguments(state(new Presence.MaybeCreated(503, ""), PushRight.DENIED), "WARN PROJECTS", ""),
                arguments(
                        state(new Presence.Unknown(), PushRight.UNKNOWN),
                        "INFO PROJECTS, INFO RIGHTS, INFO QUOTAS",
                        ""));
    }

    @ParameterizedTest
    @MethodSource
    void projects(ProjectState state, String said, String blocked) {
        Facts facts = new Facts(harbor(), Optional.of(SYSTEM), new TreeMap<>(Map.of("p", state)));
        Demand demand = demand(Map.of("p", 700L), "p/app");
        assertThat(new Verdict(facts, demand, "salvor sync").findings())
                .filteredOn(finding -> finding.subjects().stream()
                        .anyMatch(subject -> subject.name().equals("p")))
                .extracting(finding -> finding.severity() + " " + finding.topic())
                .isEqualTo(said.isEmpty() ? List.of() : List.of(said.split(", ")));
        assertThat(new Blocks(facts)
                        .of(new RepositoryName("p/app"))
                        .map(refusal -> refusal.reason().name()))
                .isEqualTo(Optional.of(blocked).filter(reason -> !reason.isEmpty()));
    }

    static Stream<Arguments> names() {
        String component = "a".repeat(100);
        return Stream.of(
                arguments("p/app", ""),
                arguments("p-1.x_y/a__b--c/d", ""),
                arguments("alpine", "ONE_COMPONENT"),
                arguments("a__b/app", "PROJECT"),
                arguments("a--b/app", "PROJECT"),
                arguments("p/" + component + "/" + component + "/" + "b".repeat(50), ""),
                arguments("p/" + component + "/" + component + "/" + "b".repeat(51), "TOO_LONG"));
    }

    @ParameterizedTest
    @MethodSource
    void names(String name, String fault) {
        RepositoryName target = new RepositoryName(name);
        assertThat(NameFault.of(target).map(Enum::name).orElse("")).isEqualTo(fault);

        Facts facts = new Facts(harbor(), Optional.of(SYSTEM), new TreeMap<>());
        assertThat(new Verdict(facts, demand(Map.of(), name), "").findings())
                .filteredOn(finding -> finding.severity() == Severity.FAIL)
                .flatExtracting(Finding::subjects)
                .extracting(Subject::name)
                .isEqualTo(fault.isEmpty() ? List.of() : List.of(name));
        assertThat(new Blocks(facts).of(target).map(refusal -> refusal.reason()))
                .isEqualTo(fault.isEmpty() ? Optional.empty() : Optional.of(Reason.NAME));
    }

    @Test
    void nothingIsSentToASystemThatIsReadOnly() {
        SystemFacts readOnly = new SystemFacts("v2.15.2", true, false);
        Facts facts = new Facts(
                harbor(),
                Optional.of(readOnly),
                new TreeMap<>(Map.of("p", state(there(), PushRight.GRANTED, Quota.unlimited()))));
        assertThat(failures(facts)).containsExactly("READ_ONLY");
        assertThat(new Blocks(facts).of(new RepositoryName("p/app")).map(refusal -> refusal.reason()))
                .contains(Reason.READ_ONLY);
    }

    @Test
    void missingProjectsAreNamedTogetherWithBothWaysToCreateThem() {
        ProjectState missing = state(new Presence.Missing(), PushRight.DENIED);
        Facts facts = new Facts(
                harbor(), Optional.of(SYSTEM), new TreeMap<>(Map.of("b", missing, "a", missing, "c", missing)));
        List<Finding> failures = new Verdict(facts, demand(Map.of(), "a/x", "b/x", "c/x"), "salvor sync and more")
                .findings().stream()
                        .filter(finding -> finding.severity() == Severity.FAIL)
                        .toList();
        assertThat(failures).singleElement().satisfies(finding -> {
            assertThat(finding.subjects()).extracting(Subject::name).containsExactly("a", "b", "c");
            assertThat(finding.advice())
                    .contains("makes them public): salvor sync and more\n")
                    .contains("for p in a b c; do curl -f ", "https://harbor.example.com/api/v2.0/projects")
                    .contains("Every user may create projects here");
        });
    }

    @Test
    void anotherRegistryBlocksNothing() {
        CheckTarget plain =
                new CheckTarget("r.example.com", URI.create("https://r.example.com"), false, "", false, false);
        Facts facts = new Facts(plain, Optional.empty(), new TreeMap<>());
        assertThat(new Verdict(facts, demand(Map.of(), "alpine"), "").findings())
                .extracting(finding -> finding.severity() + " " + finding.topic())
                .containsExactly("OK REGISTRY", "OK LOGIN", "OK NAMES", "INFO RIGHTS");
        assertThat(new Blocks(facts).of(new RepositoryName("alpine"))).isEmpty();
    }

    @Test
    void aLoginThatNobodyAskedForIsNotCalledRight() {
        CheckTarget open = new CheckTarget("r", URI.create("http://r"), false, "--username ci", false, false);
        Finding login = new Verdict(new Facts(open, Optional.empty(), new TreeMap<>()), Demand.nothing(), "")
                .findings()
                .get(1);
        assertThat(login.severity()).isEqualTo(Severity.INFO);
        assertThat(login.message()).contains("asks for no login", "--username ci");
    }

    @Test
    void aLoginThatTheApiDoesNotTakeIsToldApartFromOneThatItCannotTake() {
        Facts password = new Facts(harbor(), Optional.empty(), new TreeMap<>());
        Facts token = new Facts(
                new CheckTarget("h", URI.create("https://h"), true, "a file", true, false),
                Optional.empty(),
                new TreeMap<>());
        Facts nobody = new Facts(
                new CheckTarget("h", URI.create("https://h"), true, "", true, false),
                Optional.empty(),
                new TreeMap<>());
        assertThat(Stream.of(password, token, nobody)
                        .map(facts -> new Verdict(facts, Demand.nothing(), "")
                                .findings()
                                .get(1)))
                .extracting(
                        finding -> finding.severity() + " " + finding.advice().split(" ")[0])
                .containsExactly("WARN See", "INFO Use", "WARN Log");
    }

    private static List<String> failures(Facts facts) {
        return new Verdict(facts, demand(Map.of(), "p/app"), "")
                .findings().stream()
                        .filter(finding -> finding.severity() == Severity.FAIL)
                        .map(finding -> finding.topic().name())
                        .toList();
    }

    private static CheckTarget harbor() {
        return new CheckTarget(
                "harbor.example.com", URI.create("https://harbor.example.com"), true, "--username ci", true, true);
    }

    private static Presence there() {
        return new Presence.There(false);
    }

    private static ProjectState state(Presence presence, PushRight right) {
        return new ProjectState(presence, right, Optional.empty());
    }

    private static ProjectState state(Presence presence, PushRight right, Quota quota) {
        return new ProjectState(presence, right, Optional.of(quota));
    }

    private static Demand demand(Map<String, Long> bytes, String... targets) {
        Set<RepositoryName> names = new TreeSet<>();
        for (String target : targets) {
            names.add(new RepositoryName(target));
        }
        return new Demand(new TreeSet<>(names), new TreeMap<>(bytes), Set.of());
    }
}
