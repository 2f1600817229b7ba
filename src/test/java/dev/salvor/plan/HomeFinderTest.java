// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.Nesting;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.NestedIndexes;
import dev.salvor.lab.StorageFiles;
import dev.salvor.resolve.Resolution;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.Resolver;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HomeFinderTest {
    private static final RepositoryName REPOSITORY = new RepositoryName("p/app");
    private static final RepositoryName HOME = new RepositoryName("q/home");
    private static final int VERY_DEEP = 10_000;

    @TempDir
    Path root;

    @Test
    void homesAreFoundInWhatIsThereHoweverDeepItIs() throws InterruptedException {
        StorageFiles files = new StorageFiles(root);
        NestedIndexes indexes = new NestedIndexes(files);
        files.plant(REPOSITORY.value(), "sound", indexes.image());
        Storage storage = Storage.open(root);
        Resolution.Whole image =
                (Resolution.Whole) new Resolver(storage).resolve(REPOSITORY, Digest.of(indexes.image()));
        ResolvedImage missing = new ResolvedImage(
                ImageName.tryParse("p/app:sound").orElseThrow(), REPOSITORY, Optional.empty(), image.manifests());

        for (byte[] there : List.of(indexes.chain(VERY_DEEP), indexes.lattice(Nesting.MOST))) {
            FoundHomes homes = new HomeFinder(storage).find(List.of(missing), Map.of(HOME, List.of(Digest.of(there))));

            assertThat(missing.blobs())
                    .isNotEmpty()
                    .allSatisfy(blob ->
                            assertThat(homes.byDigest().get(blob.digest())).containsExactly(Map.entry("q", HOME)));
        }
    }
}
