// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Trees;
import dev.salvor.outcome.Outcome;
import dev.salvor.source.names.Precedence;
import dev.salvor.source.names.TagList;
import dev.salvor.source.names.TagListFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storage without tags, and what says what its images were called. */
class TagsFromDumpTest {
    /** The volume and the dump of a real Harbor 2.15, beside the repository; too large to be in it. */
    private static final Path HARBOR = Path.of(System.getenv().getOrDefault("SALVOR_SHARED", "../shared"), "harbor215");

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @Test
    void exactlyTheTagsOfAHarborArriveThatItHad() throws IOException, InterruptedException {
        assumeThat(HARBOR).isDirectory();
        unpack(HARBOR.resolve("storage.tar.xz"));
        TagList dump = new TagListFile().read(HARBOR.resolve("dump.sql.xz"));
        Map<String, String> truth = new TreeMap<>();
        Files.readAllLines(HARBOR.resolve("tags.txt")).forEach(line -> {
            String[] fields = line.split(" ");
            truth.put(fields[0] + ":" + fields[1], fields[2]);
        });
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host())
                    .named(Precedence.BOTH, dump)
                    .push();
            assertThat(result.isComplete()).isTrue();
            assertThat(result.plan().findings().untagged()).isEmpty();
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(truth);
        }
    }

    /** The same of a storage that is made here, so that this is never left out. */
    @Test
    void ofAStorageWithoutTagsThoseOfTheDumpArriveAndDeletedOnesStayDeleted() throws IOException {
        StorageFixtures.write(storage, images -> {
            images.image("p/app", "v1", List.of(TestContent.layer(1, 100)));
            images.image("p/app", "v2", List.of(TestContent.layer(2, 100)));
            images.image("p/old", "kept", List.of(TestContent.layer(3, 100)));
            images.image("p/old", "deleted", List.of(TestContent.layer(4, 100)));
        });
        Map<String, String> before = StorageWalk.tags(storage);
        Trees.delete(storage.resolve("docker/registry/v2/repositories/p/app/_manifests/tags"));
        String dump = "-- PostgreSQL database dump\nCOPY public.artifact (id, repository_name, digest) FROM stdin;\n"
                + "1\tp/app\t" + before.get("p/app:v1") + "\n2\tp/app\t" + before.get("p/app:v2") + "\n3\tp/old\t"
                + before.get("p/old:kept")
                + "\n\\.\n\nCOPY public.tag (artifact_id, name) FROM stdin;\n1\tv1\n2\tv2\n2\tstable\n"
                + "3\tkept\n\\.\n-- PostgreSQL database dump complete\n";
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host())
                    .named(Precedence.BOTH, list(dump, "dump.sql"))
                    .push();
            assertThat(result.isComplete()).isTrue();
            assertThat(RegistryWalk.tags(registry.uri()))
                    .isEqualTo(Map.of(
                            "p/app:v1",
                            before.get("p/app:v1"),
                            "p/app:v2",
                            before.get("p/app:v2"),
                            "p/app:stable",
                            before.get("p/app:v2"),
                            "p/old:kept",
                            before.get("p/old:kept")));
        }
    }

    private static TagList list(String text, String name) {
        return new TagListFile().read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), name);
    }

    @Test
    void aDigestThatTheStorageDoesNotHaveIsAnOutcomeOfItsOwn() {
        StorageFixtures.write(storage, images -> images.image("p/app", "v1", List.of(TestContent.layer(1, 100))));
        String there = StorageWalk.tags(storage).get("p/app:v1");
        TagList table = list("p/app,v2,sha256:" + "0".repeat(64) + "\np/app,v3," + there + "\n", "names.csv");
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host())
                    .named(Precedence.BOTH, table)
                    .push();
            assertThat(result.outcomes()).containsEntry("p/app:v2", new Outcome.NamedOnly("names.csv"));
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(Map.of("p/app:v1", there, "p/app:v3", there));
        }
    }

    private void unpack(Path archive) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", storage.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
    }
}
