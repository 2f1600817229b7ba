// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.TagOrigin;
import dev.salvor.source.storage.Storage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of links and lists counts. */
class NamedTagsTest {
    @TempDir
    Path root;

    private Map<String, String> onDisk;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(root, images -> {
            images.image("p/app", "old", List.of(TestContent.layer(1, 100)));
            images.image("p/app", "latest", List.of(TestContent.layer(2, 100)));
            images.image("p/other", "v1", List.of(TestContent.layer(3, 100)));
        });
        onDisk = StorageWalk.tags(root);
    }

    @Test
    void aDumpAloneCountsInTheRepositoriesThatItKnows() {
        TagList dump = dump("7\tp/app\t" + onDisk.get("p/app:old"), "latest");
        assertThat(tags(Precedence.DISK, dump))
                .isEqualTo(Map.of("p/app:latest", onDisk.get("p/app:old"), "p/other:v1", onDisk.get("p/other:v1")));
    }

    @Test
    void aDumpThatIsCutProvesNoDeletion() {
        String text = DumpText.of(
                DumpText.artifacts("7\tp/app\t" + onDisk.get("p/app:old")), DumpText.tags("1\t3\t7\tlatest\t\\N"));
        TagList cut = DumpText.read(text.substring(0, text.indexOf("\\.", text.indexOf("latest"))));
        assertThat(tags(Precedence.BOTH, cut)).containsOnlyKeys("p/app:old", "p/app:latest", "p/other:v1");
    }

    @Test
    void aRepositoryWhoseImagesNoTagNamesIsToldUnlessAllWereDeleted() {
        TagList untagged =
                DumpText.read(DumpText.of(DumpText.artifacts("7\tp/app\t" + onDisk.get("p/app:old")), DumpText.tags()));
        assertThat(nameless(Precedence.BOTH, untagged)).containsExactly("p/app");
        String trash =
                DumpText.table("artifact_trash", "id, repository_name, digest", "1\tp/app\t" + onDisk.get("p/app:old"));
        TagList deleted = DumpText.read(
                DumpText.of(DumpText.artifacts(), DumpText.repositories("3\tp/app"), DumpText.tags(), trash));
        assertThat(nameless(Precedence.BOTH, deleted)).isEmpty();
        String text = DumpText.of(
                DumpText.artifacts("8\tp/app\t" + onDisk.get("p/app:latest")),
                DumpText.table(
                        "artifact_trash", "id, repository_name, digest", "1\tp/other\t" + onDisk.get("p/other:v1")),
                DumpText.tags("1\t3\t8\tlatest\t\\N"));
        TagList cut = DumpText.read(text.substring(0, text.indexOf("latest")));
        assertThat(nameless(Precedence.FILE, cut)).as("cut behind its trash").containsExactly("p/app");
        TagList table = DumpText.read("p/app,latest," + onDisk.get("p/app:old") + "\n");
        assertThat(nameless(Precedence.FILE, table)).containsExactly("p/other");
    }

    @Test
    void aHostInFrontOfATablesNamesIsCutWhereTheStorageHasTheRest() {
        String rows = "h.example/p/app,v1," + DumpText.A + "\nh.example/p/none,v1," + DumpText.A + "\n";
        assertThat(table(Optional.empty(), rows)).containsExactly("h.example/p/none:v1", "p/app:v1");
        assertThat(table(Optional.of("h.example"), rows)).containsExactly("p/app:v1", "p/none:v1");
        assertThat(table(Optional.of("other.example"), rows))
                .containsExactly("h.example/p/app:v1", "h.example/p/none:v1");
    }

    private List<String> table(Optional<String> host, String rows) {
        TagList list = new TagListFile(Optional.of(Storage.open(root)), host)
                .read(new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)), "a table");
        return DumpText.lines(list).stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    /** The repositories that have images and no name. */
    private List<String> nameless(Precedence precedence, TagList... lists) {
        List<String> names = Collections.synchronizedList(new ArrayList<>());
        source(precedence, lists)
                .tags()
                .scan(
                        repository -> {
                            if (repository.untagged()) {
                                names.add(repository.name().value());
                            }
                        },
                        _ -> {});
        return names;
    }

    @Test
    void elsewhereAFileWinsOverALinkAndTheDifferenceIsTold() {
        TagList table = DumpText.read("p/app,latest," + onDisk.get("p/app:old") + "\n");
        List<SourceProblem> problems = Collections.synchronizedList(new ArrayList<>());
        assertThat(tags(Precedence.BOTH, problems, table))
                .containsEntry("p/app:latest", onDisk.get("p/app:old"))
                .containsOnlyKeys("p/app:latest", "p/app:old", "p/other:v1");
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("latest", "by dump.sql", "by its link"));
        assertThat(tags(Precedence.DISK, table)).isEqualTo(onDisk);
        assertThat(tags(Precedence.FILE, table)).containsOnlyKeys("p/app:latest");
    }

    @Test
    void theFirstOfSeveralListsCounts() {
        TagList first = DumpText.read("p/app,latest," + DumpText.A + "\n");
        TagList second = DumpText.read("p/app,latest," + DumpText.B + "\np/app,more," + DumpText.B + "\n");
        assertThat(tags(Precedence.FILE, first, second))
                .isEqualTo(Map.of("p/app:latest", DumpText.A, "p/app:more", DumpText.B));
    }

    @Test
    void whatDoesNotCountAndSaysSomethingElseIsTold() {
        TagList first = DumpText.read("p/app,latest," + onDisk.get("p/app:old") + "\n");
        TagList second = new TagListFile()
                .read(
                        new ByteArrayInputStream(
                                ("p/app,latest," + DumpText.B + "\np/app,old," + onDisk.get("p/app:old") + "\n")
                                        .getBytes(StandardCharsets.UTF_8)),
                        "second.csv");
        List<SourceProblem> problems = Collections.synchronizedList(new ArrayList<>());
        tags(Precedence.FILE, problems, first, second);
        assertThat(problems)
                .as("two lists and a link")
                .filteredOn(problem -> problem.path().equals(Path.of("p/app")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason())
                        .startsWith("1 tag named otherwise elsewhere: latest (")
                        .contains("by dump.sql, which counts; bbbbbbbbbbbb by second.csv, ", "by its link"));
        problems.clear();
        tags(Precedence.DISK, problems, DumpText.read("p/app,latest," + DumpText.A + "\np/app,x," + DumpText.A + "\n"));
        assertThat(problems)
                .as("a list that does not count")
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.reason())
                                .contains(
                                        "by its link, which counts; aaaaaaaaaaaa by dump.sql",
                                        "1 tag left out, since what names them does not count here: x (aaaaaaaaaaaa by dump.sql)"));
        problems.clear();
        tags(Precedence.BOTH, problems, DumpText.read("p/app,old," + onDisk.get("p/app:old") + "\n"));
        assertThat(problems).as("all agree").isEmpty();
    }

    @Test
    void aRepositoryThatADumpHasOnlyInItsTrashIsNoneOfTheStorage() {
        String trash = DumpText.table("artifact_trash", "id, repository_name, digest", "1\tp/gone\t" + DumpText.A);
        TagList dump = DumpText.read(DumpText.of(
                DumpText.artifacts("7\tp/app\t" + onDisk.get("p/app:old")), DumpText.tags("1\t3\t7\told\t\\N"), trash));
        List<String> scanned = Collections.synchronizedList(new ArrayList<>());
        source(Precedence.BOTH, dump)
                .tags()
                .scan(repository -> scanned.add(repository.name().value()), _ -> {});
        assertThat(scanned).containsExactlyInAnyOrder("p/app", "p/other");
        assertThat(dump.taggedRepositories()).isEqualTo(1);
    }

    @Test
    void aRepositoryThatOnlyAListKnowsIsThereToo() {
        TagList table = DumpText.read("p/lost,v1," + DumpText.A + "\n");
        assertThat(tags(Precedence.BOTH, table))
                .containsEntry("p/lost:v1", DumpText.A)
                .hasSize(4);
        NamedSource source = source(Precedence.BOTH, table);
        assertThat(source.tags().tag(new RepositoryName("p/lost"), new Tag("v1"), _ -> {}))
                .isPresent();
        assertThat(source.tags().origin(new ImageName(new RepositoryName("p/lost"), new Tag("v1"))))
                .isEqualTo(new TagOrigin.Named("dump.sql"));
        assertThat(source.tags().origin(new ImageName(new RepositoryName("p/app"), new Tag("old"))))
                .isEqualTo(new TagOrigin.Link());
    }

    private static TagList dump(String artifact, String tag) {
        return DumpText.read(DumpText.of(DumpText.artifacts(artifact), DumpText.tags("1\t3\t7\t" + tag + "\t\\N")));
    }

    private NamedSource source(Precedence precedence, TagList... lists) {
        return new NamedSource(Storage.open(root), List.of(lists), precedence);
    }

    private Map<String, String> tags(Precedence precedence, TagList... lists) {
        return tags(precedence, new ArrayList<>(), lists);
    }

    private Map<String, String> tags(Precedence precedence, List<SourceProblem> problems, TagList... lists) {
        Map<String, String> tags = Collections.synchronizedMap(new TreeMap<>());
        source(precedence, lists).tags().scan(repository -> put(tags, repository), problems::add);
        return tags;
    }

    private static void put(Map<String, String> tags, ScannedRepository repository) {
        for (ScannedTag tag : repository.tags()) {
            tags.put(repository.name() + ":" + tag.tag(), tag.digest().toString());
        }
    }
}
