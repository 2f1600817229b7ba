// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.proof.Rescue;
import dev.salvor.proof.VerifiedRescue;
import dev.salvor.select.NameRule;
import dev.salvor.select.TargetNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole rescue is said to be, and how much is asked for that: counted by the registry. */
class RescueProofTest {
    @TempDir
    Path storage;

    @TempDir
    Path target;

    private SortedMap<String, String> tags;
    private RegistryProcess registry;

    @BeforeEach
    void start() {
        tags = new TreeMap<>(StorageFixtures.variety(storage));
        registry = RegistryProcess.over(target).start();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private SyncRun sync() {
        return SyncRun.of(storage, registry.host());
    }

    private ProofRun proof() {
        return ProofRun.of(storage, registry.host());
    }

    @Test
    void whatWasPushedIsThereAndRight() {
        assertThat(sync().push().isComplete()).isTrue();
        VerifiedRescue rescue = proof().run();
        assertThat(ProofRun.open(rescue)).isEmpty();
        assertThat(rescue.isComplete()).isTrue();
        assertThat(rescue.isSourceAtFault()).isFalse();
        assertThat(rescue.images()).extracting(image -> image.name().toString()).containsAll(tags.keySet());
        assertThat(RegistryWalk.tags(registry.uri())).containsAllEntriesOf(tags);
    }

    @Test
    void beforeAPushAllIsMissing() {
        VerifiedRescue rescue = proof().run();
        assertThat(ProofRun.open(rescue)).hasSize(rescue.images().size());
        assertThat(ProofRun.open(rescue).values()).containsOnly(Rescue.Kind.MISSING);
    }

    @Test
    void eachThingIsAskedForOnceByHeadAndNothingElseIs() {
        sync().push();
        int mark = registry.accessLog().mark();
        VerifiedRescue rescue = proof().run();
        AccessLog log = registry.accessLog().after(mark);
        assertThat(log.mutating()).isEmpty();
        List<String> heads = log.entries().stream()
                .filter(entry -> entry.method().equals("HEAD"))
                .map(AccessLog.Entry::path)
                .toList();
        assertThat(heads).doesNotHaveDuplicates();
        long tagged = heads.stream()
                .filter(path -> path.contains("/manifests/") && !path.contains(":"))
                .count();
        assertThat(tagged).isEqualTo(tags.size());
        assertThat(rescue.asked().manifests() + rescue.asked().blobs()).isEqualTo(heads.size());
        long repositories = rescue.images().stream()
                .map(image -> image.name().repository())
                .distinct()
                .count();
        long pairs = heads.size() - tagged;
        assertThat(log.entries().size()).isLessThanOrEqualTo((int) (tags.size() + pairs + repositories + 4));
    }

    @Test
    void bytesAreReadBackOnceForEachBlobAndNothingIsMissed() {
        sync().push();
        int mark = registry.accessLog().mark();
        VerifiedRescue rescue = proof().readingBytes().run();
        assertThat(rescue.isComplete()).isTrue();
        List<String> blobs = registry.accessLog().after(mark).entries().stream()
                .filter(entry -> entry.method().equals("GET") && entry.path().matches(".*/blobs/sha256:[0-9a-f]{64}"))
                .map(entry -> entry.path().substring(entry.path().lastIndexOf('/')))
                .toList();
        assertThat(blobs).doesNotHaveDuplicates().hasSize((int) rescue.asked().read());
    }

    @Test
    void namesAreMappedAsInASync() {
        TargetNames names = new TargetNames(List.of(NameRule.parse("^team/=crew/")), "library", "rescue");
        sync().with(names).push();
        assertThat(ProofRun.open(proof().run()).values()).containsOnly(Rescue.Kind.MISSING);
        assertThat(proof().with(names).run().isComplete()).isTrue();
    }

    @Test
    void aSampleSaysHowMuchOfItAllItIsAndIsTheSameEachTime() {
        sync().push();
        VerifiedRescue rescue = proof().sample(5).run();
        assertThat(rescue.sample().orElseThrow().images()).isEqualTo(5);
        assertThat(rescue.sample().orElseThrow().of()).isEqualTo(tags.size());
        assertThat(rescue.images().stream().map(image -> image.name().repository()))
                .doesNotHaveDuplicates();
        assertThat(proof().sample(5).run().images()).isEqualTo(rescue.images());
        assertThat(proof().sample(1_000).run().images()).isEqualTo(proof().run().images());
    }

    @Test
    void anotherDigestUnderATagIsAConflictAlsoWhereASyncLeftIt() {
        StorageFixtures.write(target, images -> images.image("solo", "1.0", List.of(TestContent.layer(77, 100))));
        sync().push();
        assertThat(ProofRun.open(proof().run())).isEqualTo(Map.of("solo:1.0", Rescue.Kind.CONFLICT));
    }

    @Test
    void aRegistryThatIsGoneIsNoGap() {
        registry.close();
        ProofRun run = proof();
        assertThatThrownBy(run::run).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void anInterruptionLeavesWhatIsKnownAndSaysSo() {
        sync().push();
        Thread caller = Thread.currentThread();
        VerifiedRescue rescue = proof().onSettled(_ -> caller.interrupt()).run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(rescue.interrupted()).isTrue();
        assertThat(rescue.images()).isNotEmpty();
        assertThat(rescue.images()).allMatch(image -> image.rescue() instanceof Rescue.There);
    }
}
