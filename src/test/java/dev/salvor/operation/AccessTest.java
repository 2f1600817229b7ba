// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.lab.AccessLog;
import dev.salvor.lab.Certificates;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistrySetup;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TokenServer;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storage with some of everything, into registries of every kind of access. */
class AccessTest {
    private static final Credentials CI = new Credentials.Password("ci", Secret.of("pä:ss word"));
    private static final Map<String, String> PASSWORDS = Map.of("ci", "pä:ss word");
    private static final Set<String> ALL = Set.of("pull", "push", "*");

    @TempDir
    static Path storage;

    private static SortedMap<String, String> written;

    @TempDir
    Path target;

    @BeforeAll
    static void writeStorage() {
        written = StorageFixtures.variety(storage);
    }

    @Test
    void everythingArrivesInAPlainRegistryAndASecondRunChangesNothing() {
        pushTwice(UnaryOperator.identity(), UnaryOperator.identity());
    }

    @Test
    void everythingArrivesOverTlsWithACaOfItsOwn(@TempDir Path pki) {
        Certificates certificates = Certificates.in(pki);
        pushTwice(setup -> setup.tls(certificates), run -> run.trusting(certificates.caPem()));
    }

    @Test
    void everythingArrivesWithBasicAuthentication() {
        pushTwice(setup -> setup.basicAuth("ci", "pä:ss word"), run -> run.login(CI));
    }

    @Test
    void everythingArrivesWithTokensAndOneTokenServesManyRequests() {
        try (TokenServer tokens = TokenServer.start(PASSWORDS, (_, _) -> ALL)) {
            pushTwice(setup -> setup.tokenAuth(tokens), run -> run.login(CI));
            assertThat(tokens.requests()).allMatch(asked -> asked.user().equals("ci"));
            assertThat(tokens.scopes()).as("each scope is asked for once a run").hasSizeLessThan(2 * 60);
        }
    }

    @Test
    void anAccountThatMayNotReadTheCatalogSyncsAllTheSame() {
        try (TokenServer tokens = TokenServer.start(
                PASSWORDS, (_, repository) -> repository.equals(TokenServer.CATALOG) ? Set.of() : ALL)) {
            pushTwice(setup -> setup.tokenAuth(tokens), run -> run.login(CI));
        }
    }

    @Test
    void anAccountThatMayOnlyPullIsRefusedOncePerRepository() {
        try (TokenServer tokens = TokenServer.start(PASSWORDS, (_, _) -> Set.of("pull", "*"));
                RegistryProcess registry =
                        RegistryProcess.over(target).tokenAuth(tokens).start()) {
            SyncRun.Result result =
                    SyncRun.of(storage, registry.host()).login(CI).push();

            assertThat(result.count(Tally.Kind.PUSHED)).isZero();
            assertThat(result.images())
                    .filteredOn(image -> image.name().tag().isPresent())
                    .hasSameSizeAs(written.keySet());
            assertThat(registry.accessLog().mutating()).allMatch(entry -> entry.status() == 401);
        }
    }

    @Test
    void aWrongPasswordIsToldBeforeAnythingIsTried() {
        try (TokenServer tokens = TokenServer.start(PASSWORDS, (_, _) -> ALL);
                RegistryProcess registry =
                        RegistryProcess.over(target).tokenAuth(tokens).start()) {
            SyncRun run = SyncRun.of(storage, registry.host())
                    .login(new Credentials.Password("ci", Secret.of("wrong-secret")));

            assertThatThrownBy(run::push)
                    .isInstanceOf(Failure.Denied.class)
                    .hasMessageContaining(registry.host())
                    .hasMessageNotContaining("wrong-secret");
        }
    }

    private void pushTwice(UnaryOperator<RegistrySetup> setup, UnaryOperator<SyncRun> run) {
        try (RegistryProcess registry =
                setup.apply(RegistryProcess.over(target)).start()) {
            SyncRun.Result first =
                    run.apply(SyncRun.of(storage, registry.host())).push();
            AccessLog log = registry.accessLog();
            assertThat(first.outcomes().values()).isNotEmpty().allMatch(Outcome.Pushed.class::isInstance);
            SortedMap<String, String> arrived = RegistryWalk.tags(target);
            // of the one referrer that has no tag
            assertThat(arrived.keySet().removeIf(name -> name.matches(".*:sha256-[0-9a-f]{64}")))
                    .isTrue();
            assertThat(arrived).isEqualTo(written);
            assertThat(log.linked().values()).containsOnly(1);
            assertThat(log.uploadedDigests()).doesNotHaveDuplicates();

            SyncRun.Result second = run.apply(SyncRun.of(storage, registry.host()))
                    .with(ComparePolicy.of(true, ComparePolicy.OnConflict.FAIL))
                    .push();
            assertThat(second.outcomes().values()).containsOnly(new Outcome.AlreadyThere(true));
            assertThat(registry.accessLog().after(log.mark()).mutating()).isEmpty();
        }
    }
}
