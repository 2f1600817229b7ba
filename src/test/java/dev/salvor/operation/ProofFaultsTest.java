// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Trees;
import dev.salvor.proof.ImageProof;
import dev.salvor.proof.RegistryProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a registry behind its back: the verdict is that of a walk which owes nothing to salvor and pulls everything. */
class ProofFaultsTest {
    private static final byte[] SHARED = TestContent.layer(1, 5_000);
    private static final byte[] OWN = TestContent.layer(2, 5_000);
    private static final byte[] ARM = TestContent.layer(3, 5_000);

    @TempDir
    Path storage;

    @TempDir
    Path directory;

    private final List<RegistryProcess> started = new ArrayList<>();
    private Pushed app;
    private Pushed arm;
    private SortedMap<String, String> tags;

    /** What happens to the registry's storage. */
    private interface Fault {
        void to(StorageFiles registry) throws IOException;
    }

    /** @param open what is not there and right, with the kind that it is; shown by HEAD, or only by reading */
    private record Case(Fault fault, Map<String, ImageProof.Kind> open, boolean isShownByHead) {}

    @BeforeEach
    void write() {
        tags = new TreeMap<>();
        StorageFixtures.write(storage, images -> {
            app = tagged(images.image("p/app", "1", List.of(SHARED, OWN)));
            tagged(images.image("p/other", "1", List.of(SHARED)));
            Pushed amd = images.image("q/multi", null, List.of(SHARED));
            arm = images.draft("q/multi")
                    .architecture("arm64")
                    .layers(List.of(ARM))
                    .push(null);
            tagged(images.index("q/multi", "1", amd, arm));
        });
    }

    private Pushed tagged(Pushed image) {
        tags.put(image.name(), image.digest());
        return image;
    }

    @AfterEach
    void stop() {
        started.forEach(RegistryProcess::close);
    }

    private Map<String, Case> cases() {
        Map<String, Case> all = new LinkedHashMap<>();
        all.put("nothing", new Case(_ -> {}, Map.of(), true));
        all.put(
                "a blob is deleted",
                shown(files -> files.delete(files.data(OWN)), Map.of("p/app:1", ImageProof.Kind.INCOMPLETE)));
        all.put(
                "a blob that all share is deleted",
                shown(
                        files -> files.delete(files.data(SHARED)),
                        Map.of(
                                "p/app:1", ImageProof.Kind.INCOMPLETE,
                                "p/other:1", ImageProof.Kind.INCOMPLETE,
                                "q/multi:1", ImageProof.Kind.INCOMPLETE)));
        all.put(
                "a blob is truncated",
                shown(files -> files.truncate(files.data(OWN), 7), Map.of("p/app:1", ImageProof.Kind.INCOMPLETE)));
        all.put(
                "a blob has zero bytes",
                shown(
                        files -> Files.write(files.data(OWN), new byte[0]),
                        Map.of("p/app:1", ImageProof.Kind.INCOMPLETE)));
        all.put(
                "a blob is longer",
                shown(files -> files.append(files.data(OWN), "more"), Map.of("p/app:1", ImageProof.Kind.INCOMPLETE)));
        all.put(
                "a blob has other bytes",
                new Case(ProofFaultsTest::flip, Map.of("p/app:1", ImageProof.Kind.INCOMPLETE), false));
        all.put(
                "the link of a layer is gone",
                shown(
                        files -> Trees.delete(files.repository("p/app")
                                .resolve("_layers/sha256/" + hex(Digest.of(OWN).toString()))),
                        Map.of("p/app:1", ImageProof.Kind.INCOMPLETE)));
        all.put(
                "a tag is deleted",
                shown(
                        files -> Trees.delete(files.repository("p/other").resolve("_manifests/tags/1")),
                        Map.of("p/other:1", ImageProof.Kind.MISSING)));
        all.put(
                "a tag is a ghost",
                shown(files -> files.delete(files.link("p/other", "1")), Map.of("p/other:1", ImageProof.Kind.MISSING)));
        all.put(
                "the link of a tag is empty",
                shown(
                        files -> Files.write(files.link("p/other", "1"), new byte[0]),
                        Map.of("p/other:1", ImageProof.Kind.UNTOLD)));
        all.put(
                "a manifest is empty",
                shown(
                        files -> Files.write(files.data(app.digest()), new byte[0]),
                        Map.of("p/app:1", ImageProof.Kind.UNTOLD)));
        all.put(
                "a manifest is deleted",
                shown(files -> files.delete(files.data(app.digest())), Map.of("p/app:1", ImageProof.Kind.MISSING)));
        all.put(
                "a manifest is truncated",
                shown(
                        files -> files.truncate(files.data(app.digest()), 50),
                        Map.of("p/app:1", ImageProof.Kind.UNTOLD)));
        all.put(
                "a child is deleted",
                shown(
                        files -> files.delete(files.data(arm.digest())),
                        Map.of("q/multi:1", ImageProof.Kind.INCOMPLETE)));
        all.put(
                "the link of a child is gone",
                shown(
                        files -> Trees.delete(files.repository("q/multi")
                                .resolve("_manifests/revisions/sha256/" + hex(arm.digest()))),
                        Map.of("q/multi:1", ImageProof.Kind.INCOMPLETE)));
        all.put(
                "the layer of a child is deleted",
                shown(files -> files.delete(files.data(ARM)), Map.of("q/multi:1", ImageProof.Kind.INCOMPLETE)));
        all.put(
                "a repository is deleted",
                shown(files -> Trees.delete(files.repository("q")), Map.of("q/multi:1", ImageProof.Kind.MISSING)));
        return all;
    }

    private static Case shown(Fault fault, Map<String, ImageProof.Kind> open) {
        return new Case(fault, open, true);
    }

    private static void flip(StorageFiles files) throws IOException {
        byte[] bytes = OWN.clone();
        bytes[100] ^= 1;
        Files.write(files.data(OWN), bytes);
    }

    private static String hex(String digest) {
        return digest.substring(digest.indexOf(':') + 1);
    }

    @TestFactory
    List<DynamicTest> theVerdictIsThatOfWhoPullsEverything() {
        return cases().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> check(each.getKey(), each.getValue())))
                .toList();
    }

    private void check(String name, Case fault) throws IOException {
        Path target = Files.createDirectory(directory.resolve(name.replace(' ', '-')));
        RegistryProcess registry = RegistryProcess.over(target).start();
        started.add(registry);
        assertThat(SyncRun.of(storage, registry.host()).push().isComplete()).isTrue();
        fault.fault().to(new StorageFiles(target));

        RegistryProof byHead = ProofRun.of(storage, registry.host()).run();
        RegistryProof byBytes =
                ProofRun.of(storage, registry.host()).readingBytes().run();

        assertThat(ProofRun.open(byHead)).isEqualTo(fault.isShownByHead() ? fault.open() : Map.of());
        assertThat(byBytes.isComplete()).isEqualTo(isWhole(registry));
        assertThat(ProofRun.open(byBytes).keySet()).isEqualTo(fault.open().keySet());
        assertThat(byHead.isSourceAtFault()).isFalse();
        if (fault.isShownByHead()) {
            assertThat(byHead.isComplete()).isEqualTo(isWhole(registry));
        }
    }

    /** By pulling all. */
    private boolean isWhole(RegistryProcess registry) {
        try {
            return RegistryWalk.tags(registry.uri()).equals(tags);
        } catch (AssertionError e) {
            return false;
        }
    }
}
