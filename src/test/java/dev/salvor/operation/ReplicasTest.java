// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.ConnectionBalancer;
import dev.salvor.lab.Front;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.registry.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two registries over one storage, without a secret in common: an upload that one opened is invalid at the other. */
@Timeout(60)
class ReplicasTest {
    private static final int IMAGES = 12;

    @TempDir
    static Path storage;

    @TempDir
    Path target;

    @BeforeAll
    static void writeStorage() {
        StorageFixtures.write(storage, images -> {
            for (int i = 0; i < IMAGES; i++) {
                images.image("p/app", "v" + i, List.of(TestContent.layer(i, 3_000)));
            }
        });
    }

    private RegistryProcess replica(String secret) {
        return RegistryProcess.over(target).secret(secret).start();
    }

    /** Which replica a request meets is chance where many are under way. */
    @Test
    void whatDoesNotArriveWhereEachRequestGoesToTheNextReplicaIsSaidToBeLostSessions() {
        try (RegistryProcess one = replica("one");
                RegistryProcess other = replica("other");
                Front front = Front.inTurn(List.of(one.uri(), other.uri()))) {
            SyncRun run = SyncRun.of(storage, "http://" + front.host());
            SyncRun.Result result = run.push();
            assertThat(run.notices()).anyMatch(notice -> notice.contains("loses upload sessions"));
            assertThat(result.count(Tally.Kind.PUSHED)).isPositive();
            assertThat(RegistryWalk.tags(one.uri())).hasSize((int) result.count(Tally.Kind.PUSHED));
            assertThat(result.outcomes().values())
                    .allMatch(outcome -> outcome instanceof Outcome.Pushed
                            || outcome instanceof Outcome.Refused(Refusal refusal)
                                    && refusal.reason() == Refusal.Reason.SESSION_LOST);
        }
    }

    @Test
    void allArriveThoughOneAfterAnotherTheyMeetTheReplicasInTurn() {
        try (RegistryProcess one = replica("one");
                RegistryProcess other = replica("other");
                Front front = Front.inTurn(List.of(one.uri(), other.uri()))) {
            assertThat(SyncRun.of(storage, "http://" + front.host())
                            .jobs(1)
                            .push()
                            .isComplete())
                    .isTrue();
        }
    }

    @Test
    void aConnectionOfItsOwnKeepsAnUploadAtOneReplica() {
        try (RegistryProcess one = replica("one");
                RegistryProcess other = replica("other");
                ConnectionBalancer balancer = ConnectionBalancer.between(one.uri(), other.uri())) {
            assertThat(SyncRun.of(storage, "http://" + balancer.host()).push().isComplete())
                    .isTrue();
            long refused = Stream.of(one, other)
                    .flatMap(each -> each.accessLog().entries().stream())
                    .filter(entry -> entry.method().equals("PUT") && entry.status() == 404)
                    .count();
            assertThat(refused)
                    .as("only those that were under way at the first loss")
                    .isLessThanOrEqualTo(16);
        }
    }
}
