// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static dev.salvor.source.storage.StorageTree.digestOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanNamesTest {
    private static final Digest DIGEST = digestOf("manifest");

    @TempDir
    private Path temp;

    private StorageTree tree;
    private final Set<RepositoryName> names = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void makeAStorage() throws IOException {
        tree = StorageTree.in(temp.toRealPath());
        tree.tag("alone", "1", DIGEST);
        tree.tag("alone/below", "1", DIGEST);
        tree.tag("project/app", "1", DIGEST);
    }

    @Test
    void findsTheSameNamesWithoutTheirTagsAndLeavesProblemsToTheScan() throws IOException {
        Files.createSymbolicLink(tree.v2().resolve("repositories/loop"), Path.of("loop"));

        Storage.open(tree.v2()).tags().names(names::add);

        assertThat(names)
                .extracting(RepositoryName::value)
                .containsExactlyInAnyOrderElementsOf(ScanResult.of(tree).names());
    }

    @Test
    void anInterruptedThreadStopsAndStaysInterrupted() {
        Tags tags = tree.open(2).tags();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tags.names(names::add)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
