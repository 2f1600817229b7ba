// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.Selection;
import dev.salvor.source.names.NamedSource;
import dev.salvor.source.names.Precedence;
import dev.salvor.source.names.TagList;
import dev.salvor.source.names.TagListFile;
import dev.salvor.source.storage.Storage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is verified under names of a list, which may be wrong where the storage is whole. */
class ListVerdictsTest {
    private static final byte[] LAYER = TestContent.layer(1, 1_000);

    @TempDir
    Path storage;

    @Test
    void aListsFaultIsNoDamageAndDamageIsDamageUnderAnyName() {
        StorageFixtures.write(storage, images -> {
            images.image("p/app", "1", List.of(LAYER));
            images.image("p/app", "2", List.of(TestContent.layer(2, 1_000)));
        });
        Map<String, String> onDisk = StorageWalk.tags(storage);
        StorageFiles files = new StorageFiles(storage);
        files.delete(files.data(LAYER));
        String text = "p/app,two," + onDisk.get("p/app:1") + "\np/app,two," + onDisk.get("p/app:2")
                + "\np/app,gone,sha256:" + "0".repeat(64) + "\np/app,broken," + onDisk.get("p/app:1") + "\n";
        TagList list =
                new TagListFile().read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "names.csv");
        NamedSource source = new NamedSource(Storage.open(storage), List.of(list), Precedence.FILE);

        VerifiedStorage verified = new StorageVerifier(
                        new StorageVerifier.Request(source, Selection.all(), 1, false, ReadRecord.none()),
                        new SyncProgress())
                .run();

        assertThat(verified.isWhole()).isFalse();
        assertThat(verified.images().stream()
                        .collect(Collectors.toMap(
                                image -> image.name().toString(),
                                image -> image.verdict().kind())))
                .isEqualTo(Map.of(
                        "p/app:two", ImageVerdict.Kind.AMBIGUOUS,
                        "p/app:gone", ImageVerdict.Kind.NAMED_ONLY,
                        "p/app:broken", ImageVerdict.Kind.DAMAGED));
        assertThat(verified.causes()).as("the layer").hasSize(1);
    }
}
