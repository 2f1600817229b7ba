// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.Nesting;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.Front;
import dev.salvor.lab.NestedIndexes;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.outcome.Outcome;
import dev.salvor.resolve.Resolution;
import dev.salvor.resolve.Resolver;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Indexes in indexes: deep ones cost their own image, and wide ones no more time than they have manifests. */
@Timeout(60)
class NestingTest {
    private static final RepositoryName REPOSITORY = new RepositoryName("p/app");
    private static final int VERY_DEEP = 10_000;

    @TempDir
    Path root;

    private NestedIndexes indexes;
    private Storage storage;

    @BeforeEach
    void writeStorage() {
        StorageFiles files = new StorageFiles(root);
        indexes = new NestedIndexes(files);
        files.plant("p/app", "sound", indexes.image());
        storage = Storage.open(root);
    }

    @Test
    void asManyLevelsAsAreTakenAreWhole() {
        assertThat(resolve(indexes.chain(Nesting.MOST)))
                .isInstanceOfSatisfying(
                        Resolution.Whole.class,
                        whole -> assertThat(whole.manifests()).hasSize(Nesting.MOST + 1));
    }

    @Test
    void oneMoreIsUnsupportedAndTheBoundIsNamed() {
        assertIsTooDeep(indexes.chain(Nesting.MOST + 1));
    }

    @Test
    void tenThousandLevelsDoNotEndTheRun() {
        assertIsTooDeep(indexes.chain(VERY_DEEP));
    }

    /** Walked in this order, each is one step from one that is known, and no walk ever is deep: whoever repairs one would be. */
    @Test
    void theLongestWayDownCountsAlsoIfEachManifestHasAShortOne() {
        assertThat(resolve(indexes.chainNamedFromItsEnd(Nesting.MOST))).isInstanceOf(Resolution.Whole.class);
        assertIsTooDeep(indexes.chainNamedFromItsEnd(Nesting.MOST + 1));
    }

    @Test
    void manyWaysToTheSameManifestsAreOneWalk() {
        assertThat(resolve(indexes.lattice(Nesting.MOST)))
                .isInstanceOfSatisfying(
                        Resolution.Whole.class,
                        whole -> assertThat(whole.manifests()).hasSize(2 * Nesting.MOST));
    }

    /** A registry that accepts and denies: without a memory, each way down would be sent again, 2^12 of them. */
    @Test
    void whatARegistryLosesAgainAtOnceIsSentAgainOnce(@TempDir Path target) {
        int levels = 12;
        new StorageFiles(root).plant("p/app", "lattice", indexes.lattice(levels));
        AtomicInteger puts = new AtomicInteger();
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.of(registry.uri(), (method, path) -> forgetful(method, path, puts))) {
            SyncRun.Result result = SyncRun.of(root, "http://" + front.host()).push();
            assertThat(result.outcomes().get("p/app:lattice")).isInstanceOf(Outcome.Refused.class);
            assertThat(result.outcomes().get("p/app:sound")).isEqualTo(new Outcome.Pushed());
        }
        assertThat(puts).hasValueLessThan(6 * levels);
    }

    private static Optional<Front.Reply> forgetful(String method, String path, AtomicInteger puts) {
        if (path.endsWith("/manifests/lattice")) {
            return Optional.of(Front.Reply.error(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry"));
        }
        if (method.equals("PUT") && path.contains("/manifests/")) {
            puts.incrementAndGet();
            return Optional.empty();
        }
        return path.contains("/manifests/sha256:")
                ? Optional.of(Front.Reply.error(404, "MANIFEST_UNKNOWN", "manifest unknown"))
                : Optional.empty();
    }

    private Resolution resolve(byte[] manifest) {
        return new Resolver(storage).resolve(REPOSITORY, Digest.of(manifest));
    }

    private void assertIsTooDeep(byte[] manifest) {
        assertThat(resolve(manifest))
                .isInstanceOfSatisfying(
                        Resolution.Incomplete.class,
                        incomplete -> assertThat(incomplete.outcome())
                                .isInstanceOf(Outcome.Unsupported.class)
                                .asString()
                                .contains("more than 32 levels"));
    }
}
