// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TokenServer;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HttpAnswer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.lab.harbor.ServerFault;
import dev.salvor.output.FailureText;
import dev.salvor.registry.http.Authentication;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, passwords and cookies, by Harbor's access log. */
class HarborLoginTest {
    private static final String ROBOT = "robot$ci";
    private static final Credentials LOGIN = new Credentials.Password(ROBOT, Secret.of("secret"));
    private static final Credentials WRONG = new Credentials.Password(ROBOT, Secret.of("wrong"));
    private static final int REPOSITORIES = 40;

    @TempDir
    Path storage;

    @TempDir
    Path target;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final HarborServer harbor = HarborServer.builder()
            .clock(now::get)
            .robot(ROBOT, "secret", RobotSetup::pusher)
            .project("one")
            .project("two")
            .start();

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            for (int i = 0; i < REPOSITORIES; i++) {
                images.ociImage(
                        (i % 2 == 0 ? "one/app" : "two/app") + i,
                        "1",
                        List.of(TestContent.layer(0, 500), TestContent.layer(i, 500)));
            }
        });
    }

    @AfterEach
    void close() {
        harbor.close();
    }

    @Test
    void aTokenServesAProjectAndNoCookieIsSentBack() {
        assertThat(run().push().isComplete()).isTrue();

        assertThat(tokens())
                .as("the login; pull and push of two projects; mounts between them")
                .hasSizeLessThanOrEqualTo(7);
        assertThat(harbor.log().entries()).noneMatch(HarborLog.Entry::sentCookie);
    }

    @Test
    void aTokenServiceThatIsOverloadedForAMomentEndsNoRun() {
        harbor.fault(ServerFault.first(1, "GET", "/service/token", HttpAnswer.of(503)));

        assertThat(run().push().isComplete()).isTrue();
    }

    /** Harbor says "Basic" to a token that has ended (protocol.md §4.2): that must not change how salvor logs in. */
    @Test
    void tokensThatHarborTakesNoMoreAreRenewedOnceForAllWhoWaitAndTheFirstChallengeStays() {
        AtomicInteger pushed = new AtomicInteger();
        AtomicInteger before = new AtomicInteger();
        SyncRun.Result result = run().jobs(4)
                .onPushed(() -> {
                    if (pushed.incrementAndGet() == 3) {
                        before.set(tokens().size());
                        now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
                    }
                })
                .push();

        assertThat(result.isComplete()).isTrue();
        assertThat(harbor.log()
                        .where(entry -> entry.status() == 401 && entry.path().startsWith("/v2/one/"))
                        .size())
                .as("refused tokens")
                .isPositive();
        assertThat(tokens().size() - before.get()).as("new tokens").isBetween(2, 7);
    }

    /** expires_in of a minute, the shortest that the specification knows: renewed after 48 s of it, not asked for at each request. */
    @Test
    void aShortLifeIsNoReasonToAskForEachRequest() {
        harbor.tokenLifetime(Duration.ofSeconds(1), Duration.ZERO);

        assertThat(run().push().isComplete()).isTrue();

        assertThat(tokens()).hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void basicSendsThePasswordWithEveryRequestAndAsksForNoToken() {
        assertThat(run().by(Authentication.BASIC).push().isComplete()).isTrue();

        assertThat(tokens()).isEmpty();
        assertThat(harbor.log().entries().stream().skip(1))
                .allMatch(entry -> entry.who().equals(ROBOT));
    }

    /** Harbor gives its catalog to passwords only (protocol.md §5.1): that it was refused proves that none was sent. */
    @Test
    void tokenSendsThePasswordToTheTokenServiceOnly() {
        assertThat(run().by(Authentication.TOKEN).push().isComplete()).isTrue();

        assertThat(harbor.log()
                        .where(entry -> entry.path().startsWith("/v2/_catalog"))
                        .entries())
                .isNotEmpty()
                .allMatch(entry -> entry.status() == 401);
        assertThat(tokens()).isNotEmpty();
    }

    @Test
    void aWrongPasswordIsToldByEachOfThem() {
        for (Authentication authentication : Authentication.values()) {
            assertThatThrownBy(() -> run().login(WRONG).by(authentication).push())
                    .isInstanceOf(Failure.Denied.class)
                    .hasMessageContaining("refuses the login from the test");
        }
        assertThat(harbor.log().where(HarborLog.Entry::isMutating).entries()).isEmpty();
    }

    @Test
    void basicWithoutAPasswordIsToldBeforeAnythingIsTried() {
        assertThatThrownBy(() -> run().login(new Credentials.Anonymous())
                        .by(Authentication.BASIC)
                        .push())
                .isInstanceOfSatisfying(
                        Failure.Denied.class,
                        failure -> assertThat(FailureText.message(failure)).contains("--auth basic"));
    }

    @Test
    void aRegistryThatNamesNoTokenServiceDoesNotOfferTokens() {
        try (RegistryProcess registry =
                RegistryProcess.over(target).basicAuth("ci", "secret").start()) {
            SyncRun run = SyncRun.of(storage, registry.host())
                    .login(new Credentials.Password("ci", Secret.of("secret")))
                    .by(Authentication.TOKEN);

            assertThatThrownBy(run::push)
                    .isInstanceOfSatisfying(
                            Failure.Denied.class,
                            failure ->
                                    assertThat(FailureText.message(failure)).contains("does not offer --auth token"));
            assertThat(registry.accessLog().entries()).hasSize(1);
        }
    }

    @Test
    void aRegistryThatWantsTokensDoesNotOfferPasswords() {
        try (TokenServer tokens = TokenServer.start(Map.of("ci", "secret"), (_, _) -> Set.of("pull", "push"));
                RegistryProcess registry =
                        RegistryProcess.over(target).tokenAuth(tokens).start()) {
            SyncRun run = SyncRun.of(storage, registry.host())
                    .login(new Credentials.Password("ci", Secret.of("secret")))
                    .by(Authentication.BASIC);

            assertThatThrownBy(run::push)
                    .isInstanceOfSatisfying(
                            Failure.Denied.class,
                            failure ->
                                    assertThat(FailureText.message(failure)).contains("does not offer --auth basic"));
            assertThat(tokens.requests()).isEmpty();
        }
    }

    private SyncRun run() {
        return SyncRun.of(storage, "http://" + harbor.host()).login(LOGIN);
    }

    private List<String> tokens() {
        return harbor.log().where(HarborLog.Entry::isToken).lines();
    }
}
