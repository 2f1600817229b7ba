// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Blob;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.lab.Waiting;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.Homes;
import dev.salvor.push.FakeDestination.Call;
import dev.salvor.push.FakeDestination.Verb;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may write what at the same time in one repository of the target (rules 1 and 2), and what is sent again (rule 7). */
@Timeout(60)
class TargetRepositoryTest {
    private static final RepositoryName SOURCE = new RepositoryName("a/app");
    private static final Tag FIRST = new Tag("first");
    private static final Tag SECOND = new Tag("second");

    private final FakePush push = new FakePush();
    private final ResolvedManifest child = push.manifest("child", FakeSource.blob("layer"));
    private final ResolvedManifest index = push.index("index", child);
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private TargetRepository repository;

    private interface Put {
        void send() throws RefusedException, SourceFaultException;
    }

    @BeforeEach
    void open() {
        SharedBlobs blobs = new SharedBlobs(new Homes(), new BlobCounts());
        TargetRepository.Run run = new TargetRepository.Run(
                push.source,
                push.destination,
                new BlobUploader(push.source, push.destination, blobs),
                blobs,
                new Turns(),
                false);
        repository = new TargetRepository(SOURCE, false, false, run);
        push.destination.script(call -> {
            if (call.what().equals(FIRST.value())) {
                entered.countDown();
                await(goOn);
            }
        });
    }

    @Test
    void aChildIsNotPutWhileAnIndexThatListsItIsPut() throws InterruptedException {
        assertSecondWaits(
                () -> repository.putTagged(SOURCE, index, FIRST), () -> repository.putTagged(SOURCE, child, SECOND));
    }

    @Test
    void anIndexIsNotPutWhileItsChildIsPut() throws InterruptedException {
        assertSecondWaits(
                () -> repository.putTagged(SOURCE, child, FIRST), () -> repository.putTagged(SOURCE, index, SECOND));
    }

    @Test
    void oneManifestUnderTwoTagsIsPutOneAfterTheOther() throws InterruptedException {
        assertSecondWaits(
                () -> repository.putTagged(SOURCE, child, FIRST), () -> repository.putTagged(SOURCE, child, SECOND));
    }

    @Test
    void twoIndexesThatShareAChildArePutTogether() throws InterruptedException {
        ResolvedManifest other = push.index("other", child);
        Thread first = start(() -> repository.putTagged(SOURCE, index, FIRST));
        await(entered);
        start(() -> repository.putTagged(SOURCE, other, SECOND)).join();
        assertThat(puts()).containsExactly("first", "second");
        goOn.countDown();
        first.join();
    }

    @Test
    void aChildIsPutByItsDigestOnce() throws RefusedException, SourceFaultException {
        repository.putChild(SOURCE, child);
        repository.putChild(SOURCE, child);
        assertThat(puts()).containsExactly(child.digest().toString());
    }

    @Test
    void aChildThatTheRegistryMissesIsPutAgainAndTheIndexAfterIt() {
        FakePush whole = new FakePush();
        Blob layer = FakeSource.blob("layer");
        ResolvedManifest lost = whole.manifest("child", layer);
        boolean[] refused = {false};
        whole.destination.script(call -> {
            if (call.verb() == Verb.PUT_MANIFEST && call.what().equals("v1") && !refused[0]) {
                refused[0] = true;
                throw FakeDestination.refusal(Refusal.Reason.BLOB_UNKNOWN, "unknown: " + lost.digest());
            }
        });
        whole.image("a/app", "v1", lost, whole.index("index", lost));
        assertThat(whole.run().values()).containsOnly(new Outcome.Pushed());
        assertThat(whole.destination.calls(Verb.PUT_MANIFEST))
                .extracting(Call::what)
                .containsExactly(lost.digest().toString(), "v1", lost.digest().toString(), "v1");
        assertThat(whole.destination.count(Verb.PUT_BLOB, layer.digest())).isEqualTo(1);
    }

    private void assertSecondWaits(Put one, Put two) throws InterruptedException {
        Thread first = start(one);
        await(entered);
        Thread second = start(two);
        Waiting.until(
                "the second to wait or to end",
                () -> Optional.of(second.getState())
                        .filter(state -> state == Thread.State.WAITING || state == Thread.State.TERMINATED));
        assertThat(puts()).containsExactly("first");
        goOn.countDown();
        first.join();
        second.join();
        assertThat(puts()).containsExactly("first", "second");
    }

    private List<String> puts() {
        return push.destination.calls(Verb.PUT_MANIFEST).stream()
                .map(Call::what)
                .toList();
    }

    private static Thread start(Put put) {
        return Thread.ofPlatform().start(() -> {
            try {
                put.send();
            } catch (RefusedException | SourceFaultException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
