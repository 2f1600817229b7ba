// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Trees;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StaleTags;
import dev.salvor.source.TagOrigin;
import dev.salvor.source.Tags;
import dev.salvor.source.Unnamed;
import dev.salvor.source.names.NamedSource;
import dev.salvor.source.names.Precedence;
import dev.salvor.source.names.TagListFile;
import dev.salvor.source.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has no tag in a repository, what that says of its tags, and what it is called. */
class RepositoryNamingTest {
    private static final RepositoryName APP = new RepositoryName("p/app");
    private static final Instant FROZEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Derivation RESCUE = new Derivation(Optional.of(new TagTemplate("lost-{digest12}")), false);

    @TempDir
    Path root;

    private final List<SourceProblem> problems = new ArrayList<>();
    private Pushed named;
    private Pushed lost;
    private Pushed child;
    private Pushed index;
    private Pushed signature;

    @BeforeEach
    void writeStorage() throws IOException {
        StorageFixtures.write(root, images -> {
            named = images.ociImage("p/app", "latest", List.of(TestContent.layer(1, 100)));
            lost = images.ociImage("p/app", "tmp", List.of(TestContent.layer(2, 100)));
            child = images.ociImage("p/app", "tmp", List.of(TestContent.layer(3, 100)));
            index = images.index("p/app", "index", child);
            signature = images.artifact("p/app", "tmp", "application/spdx+json", named);
        });
        Trees.delete(new StorageFiles(root).link("p/app", "tmp").getParent().getParent());
        for (String tag : List.of("latest", "index")) {
            date(new StorageFiles(root).link("p/app", tag), FROZEN);
        }
        for (Pushed each : List.of(named, lost, child, index, signature)) {
            date(each, FROZEN);
        }
    }

    @Test
    void aRevisionThatIsMuchYoungerThanAllLinksMakesTheTagsStale() throws IOException {
        Instant pushed = FROZEN.plus(Duration.ofHours(25));
        date(lost, pushed);
        assertThat(look(Derivation.none()).stale()).contains(new StaleTags(FROZEN, pushed, 1));
        assertThat(look(RESCUE).stale()).contains(new StaleTags(FROZEN, pushed, 1));
    }

    @Test
    void aDayMoreSaysNothing() throws IOException {
        date(lost, FROZEN.plus(Duration.ofHours(24)));
        assertThat(look(Derivation.none()).isDoubtful()).isFalse();
    }

    @Test
    void childrenOfIndexesAndReferrersMayBeYounger() throws IOException {
        date(child, FROZEN.plus(Duration.ofDays(9)));
        date(signature, FROZEN.plus(Duration.ofDays(9)));
        assertThat(look(Derivation.none()).isDoubtful()).isFalse();
    }

    @Test
    void whatAWholeDumpDoesNotKnowWasPushedAfterIt() throws IOException {
        date(lost, FROZEN.plus(Duration.ofDays(9)));
        Unnamed unnamed = look(Derivation.none(), dump(named, index, child)).orElseThrow();
        assertThat(unnamed.late()).containsExactly(digest(lost));
        assertThat(unnamed.stale()).isEmpty();
        assertThat(look(Derivation.none(), dump(named, index, child, lost))
                        .orElseThrow()
                        .isDoubtful())
                .isFalse();
    }

    @Test
    void aChildOfADeletedIndexIsSavedOnlyIfTheRegistryKeptIt() {
        assertThat(rescued(trashing(index, dump(named)))).containsExactly(digest(lost));
        assertThat(rescued(trashing(index, dump(named, child)))).containsExactlyInAnyOrder(digest(lost), digest(child));
    }

    @Test
    void whatIsLeftIsWhatNoTagReaches() {
        assertThat(look(Derivation.none()).revisions()).containsExactlyInAnyOrder(digest(lost), digest(signature));
    }

    /** A signature that was revoked must not come back with its image. */
    @Test
    void aReferrerThatWasDeletedOnPurposeIsNotLeft() {
        String dump = trashing(signature, dump(named, index, child, lost));
        assertThat(look(Derivation.none(), dump).orElseThrow().revisions())
                .containsExactlyInAnyOrder(digest(lost), digest(index), digest(child));
        assertThat(look(new Derivation(Optional.empty(), true), dump)
                        .orElseThrow()
                        .revisions())
                .containsExactlyInAnyOrder(digest(lost), digest(index), digest(child), digest(signature));
    }

    @Test
    void aNameThatIsTakenIsMadeOfAllDigits() throws IOException {
        String taken = "lost-" + digest(lost).shortHex();
        Path tags = new StorageFiles(root)
                .link("p/app", "latest")
                .getParent()
                .getParent()
                .getParent();
        Path link = tags.resolve(taken).resolve("current/link");
        Files.createDirectories(link.getParent());
        Files.writeString(link, named.digest());

        ScannedRepository repository =
                tags(RESCUE, "").repository(APP, problems::add).orElseThrow();

        assertThat(repository.find(new Tag(taken)).map(ScannedTag::digest)).contains(digest(named));
        assertThat(repository.find(new Tag("lost-" + digest(lost).hex())).map(ScannedTag::origin))
                .contains(new TagOrigin.Rescued());
        assertThat(problems).isEmpty();
    }

    @Test
    void aMadeNameIsFoundByItselfAndSaysWhoMadeIt() {
        Tags tags = tags(RESCUE, "");
        Tag made = new Tag("lost-" + digest(lost).shortHex());
        assertThat(tags.tag(APP, made, problems::add)).isPresent();
        assertThat(tags.origin(new ImageName(APP, made))).isEqualTo(new TagOrigin.Rescued());
        assertThat(tags.origin(new ImageName(APP, new Tag("latest")))).isEqualTo(new TagOrigin.Link());
    }

    private Unnamed look(Derivation derivation) {
        return look(derivation, "").orElseThrow();
    }

    private Optional<Unnamed> look(Derivation derivation, String dump) {
        return tags(derivation, dump)
                .repository(APP, problems::add)
                .orElseThrow()
                .unnamed();
    }

    private List<Digest> rescued(String dump) {
        return tags(RESCUE, dump).repository(APP, problems::add).orElseThrow().tags().stream()
                .filter(tag -> tag.origin().isDerived())
                .map(ScannedTag::digest)
                .toList();
    }

    private Tags tags(Derivation derivation, String dump) {
        Storage storage = Storage.open(root);
        return dump.isEmpty()
                ? new DerivedSource(storage, derivation).tags()
                : new DerivedSource(
                                new NamedSource(
                                        storage,
                                        List.of(new TagListFile()
                                                .read(
                                                        new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)),
                                                        "dump.sql")),
                                        Precedence.BOTH),
                                derivation)
                        .tags();
    }

    /** Of a database that knows these; the first is tagged. */
    private static String dump(Pushed... artifacts) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < artifacts.length; i++) {
            rows.append(i).append("\tp/app\t").append(artifacts[i].digest()).append('\n');
        }
        return "--\n-- PostgreSQL database dump\n--\n\nCOPY public.artifact (id, repository_name, digest) FROM stdin;\n"
                + rows + "\\.\n\nCOPY public.tag (id, repository_id, artifact_id, name, push_time) FROM stdin;\n"
                + "1\t1\t0\tlatest\t\\N\n\\.\n\n--\n-- PostgreSQL database dump complete\n--\n";
    }

    /** The same, of a database from which this was deleted. */
    private static String trashing(Pushed deleted, String dump) {
        String end = "--\n-- PostgreSQL database dump complete";
        return dump.replace(
                end,
                "COPY public.artifact_trash (id, repository_name, digest) FROM stdin;\n1\tp/app\t" + deleted.digest()
                        + "\n\\.\n\n" + end);
    }

    private static Digest digest(Pushed image) {
        return Digest.parse(image.digest());
    }

    private void date(Pushed revision, Instant time) throws IOException {
        date(
                new StorageFiles(root)
                        .link("p/app", "latest")
                        .resolve("../../../../revisions/sha256/"
                                + digest(revision).hex() + "/link")
                        .normalize(),
                time);
    }

    private static void date(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
