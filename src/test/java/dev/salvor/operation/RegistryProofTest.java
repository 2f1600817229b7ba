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
import dev.salvor.proof.ImageProof;
import dev.salvor.proof.RegistryProof;
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

/** What a registry that has all is said to be, and how much is asked for that: counted by the registry. */
class RegistryProofTest {
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
        RegistryProof proof = proof().run();
        assertThat(ProofRun.open(proof)).isEmpty();
        assertThat(proof.isComplete()).isTrue();
        assertThat(proof.isSourceAtFault()).isFalse();
        assertThat(proof.images()).extracting(image -> image.name().toString()).containsAll(tags.keySet());
        assertThat(RegistryWalk.tags(registry.uri())).containsAllEntriesOf(tags);
    }

    @Test
    void beforeAPushAllIsMissing() {
        RegistryProof proof = proof().run();
        assertThat(ProofRun.open(proof)).hasSize(proof.images().size());
        assertThat(ProofRun.open(proof).values()).containsOnly(ImageProof.Kind.MISSING);
    }

    @Test
    void eachThingIsAskedForOnceByHeadAndNothingElseIs() {
        sync().push();
        int mark = registry.accessLog().mark();
        RegistryProof proof = proof().run();
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
        assertThat(proof.asked().manifests() + proof.asked().blobs()).isEqualTo(heads.size());
        long repositories = proof.images().stream()
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
        RegistryProof proof = proof().readingBytes().run();
        assertThat(proof.isComplete()).isTrue();
        List<String> blobs = registry.accessLog().after(mark).entries().stream()
                .filter(entry -> entry.method().equals("GET") && entry.path().matches(".*/blobs/sha256:[0-9a-f]{64}"))
                .map(entry -> entry.path().substring(entry.path().lastIndexOf('/')))
                .toList();
        assertThat(blobs).doesNotHaveDuplicates().hasSize((int) proof.asked().read());
    }

    @Test
    void namesAreMappedAsInASync() {
        TargetNames names = new TargetNames(List.of(NameRule.parse("^team/=crew/")), "library", "rescue");
        sync().with(names).push();
        assertThat(ProofRun.open(proof().run()).values()).containsOnly(ImageProof.Kind.MISSING);
        assertThat(proof().with(names).run().isComplete()).isTrue();
    }

    @Test
    void aSampleSaysHowMuchOfItAllItIsAndIsTheSameEachTime() {
        sync().push();
        RegistryProof proof = proof().sample(5).run();
        assertThat(proof.sample().orElseThrow().images()).isEqualTo(5);
        assertThat(proof.sample().orElseThrow().of()).isEqualTo(tags.size());
        assertThat(proof.images().stream().map(image -> image.name().repository()))
                .doesNotHaveDuplicates();
        assertThat(proof().sample(5).run().images()).isEqualTo(proof.images());
        assertThat(proof().sample(1_000).run().images()).isEqualTo(proof().run().images());
    }

    @Test
    void anotherDigestUnderATagIsAConflictAlsoWhereASyncLeftIt() {
        StorageFixtures.write(target, images -> images.image("solo", "1.0", List.of(TestContent.layer(77, 100))));
        sync().push();
        assertThat(ProofRun.open(proof().run())).isEqualTo(Map.of("solo:1.0", ImageProof.Kind.CONFLICT));
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
        RegistryProof proof = proof().onSettled(_ -> caller.interrupt()).run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(proof.interrupted()).isTrue();
        assertThat(proof.images()).isNotEmpty();
        assertThat(proof.images()).allMatch(image -> image.proof() instanceof ImageProof.There);
    }
}
