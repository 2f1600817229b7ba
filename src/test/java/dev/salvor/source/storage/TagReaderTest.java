// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.LinkRepair;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagReaderTest {
    @Test
    void breaksATagThatVanishedAfterItWasListed(@TempDir Path tags) throws IOException, InterruptedException {
        StorageLayout layout = new StorageLayout(tags);
        Enclosure enclosure = Enclosure.of(List.of(layout.root()));
        LinkReader links = new LinkReader(enclosure, new BlobFiles(layout, enclosure));
        List<BrokenTag> broken = new ArrayList<>();

        new TagReader(
                        new RepositoryName("app"),
                        new Disk(1),
                        links,
                        new TagRepair(links, LinkRepair.ONLY_ENTRY),
                        enclosure.anchor(tags),
                        problem -> {})
                .read(new Tag("gone"), good -> {}, broken::add);

        assertThat(broken).containsExactly(new BrokenTag(new Tag("gone"), false, "the tag has no link"));
    }
}
