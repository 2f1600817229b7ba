// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.select.Selection;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifying reads, and does nothing else to a storage. */
class UntouchedStorageTest {
    @TempDir
    Path root;

    @TempDir
    Path elsewhere;

    @Test
    void namesSizesTimesAndInodesStayAsTheyWere() throws IOException {
        StorageFixtures.variety(root);
        new StorageFiles(root).truncate(new StorageFiles(root).link("solo", "latest"), 0);
        new StorageFiles(root).put(TestContent.random(3, 5_000));
        Map<String, String> before = snapshot();
        VerifyRun.quick(root);
        Storage storage = Storage.open(root);
        try (ReadRecord record = ReadRecord.open(elsewhere.resolve("read"), storage.root())) {
            VerifyRun.run(storage, Selection.all(), true, record);
        }
        assertThat(snapshot()).isEqualTo(before);
    }

    private Map<String, String> snapshot() throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.toList()) {
                Map<String, Object> attributes = Files.readAttributes(
                        path, "unix:size,lastModifiedTime,ctime,ino,mode,nlink", LinkOption.NOFOLLOW_LINKS);
                state.put(path.toString(), new TreeMap<>(attributes).toString());
            }
        }
        return state;
    }
}
