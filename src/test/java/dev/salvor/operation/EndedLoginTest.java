// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Front;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.Tally;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A password that ends in the middle of a run, as ECR's does after twelve hours. */
@Timeout(60)
class EndedLoginTest {
    private static final int IMAGES = 48;
    private static final int REQUESTS_BEFORE = 60;
    private static final Credentials OLD = password("old");
    private static final Credentials NEW = password("new");

    @TempDir
    static Path storage;

    @TempDir
    Path target;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger readAgain = new AtomicInteger();

    @BeforeAll
    static void writeStorage() {
        StorageFixtures.write(storage, images -> {
            for (int i = 0; i < IMAGES; i++) {
                images.image("p/app" + i % 12, "v" + i, List.of(TestContent.layer(i, 2_000)));
            }
        });
    }

    private static Credentials password(String password) {
        return new Credentials.Password("AWS", Secret.of(password));
    }

    private SyncRun.Result push(Credentials again) {
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.byLogin(registry.uri(), this::answer)) {
            return SyncRun.of(storage, "http://" + front.host())
                    .login(OLD)
                    .loginAgain(() -> {
                        readAgain.incrementAndGet();
                        return again;
                    })
                    .push();
        }
    }

    private Optional<Front.Reply> answer(String authorization) {
        if (authorization.isEmpty()) {
            return Optional.of(Front.Reply.error(401, "UNAUTHORIZED", "no").challenge("Basic realm=\"lab\""));
        }
        if (requests.incrementAndGet() <= REQUESTS_BEFORE || authorization.equals(basic(NEW))) {
            return Optional.empty();
        }
        ended.incrementAndGet();
        return Optional.of(Front.Reply.error(
                403, "DENIED", "Your authorization token has expired. Reauthenticate and try again."));
    }

    private static String basic(Credentials credentials) {
        return ((Credentials.Password) credentials).basic();
    }

    @Test
    void isOneCauseThatEndsTheRunSoon() {
        SyncRun.Result result = push(OLD);
        assertThat(result.images()).hasSize(IMAGES);
        assertThat(result.count(Tally.Kind.NOT_TRIED)).isPositive();
        assertThat(result.report().undelivered())
                .extracting(group -> group.cause().refusal().orElseThrow())
                .containsOnly(Refusal.Reason.LOGIN_ENDED);
        assertThat(ended.get()).isLessThan(40);
        assertThat(readAgain.get()).isEqualTo(1);
    }

    @Test
    void aNewPasswordInItsFileIsReadAndTheRunGoesOn() {
        SyncRun.Result result = push(NEW);
        assertThat(result.isComplete()).isTrue();
        assertThat(readAgain.get()).isEqualTo(1);
    }
}
