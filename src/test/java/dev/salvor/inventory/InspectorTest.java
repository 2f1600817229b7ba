// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.ImageName;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.names.NamedSource;
import dev.salvor.source.names.Precedence;
import dev.salvor.source.names.TagList;
import dev.salvor.source.names.TagListFile;
import dev.salvor.source.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorTest {
    private static final byte[] LAYER = TestContent.layer(1, 900);
    private static final byte[] ARM_LAYER = TestContent.layer(2, 900);
    private static final byte[] FOREIGN = TestContent.layer(3, 900);
    private static final Instant MOVED = Instant.parse("2026-01-31T03:00:00Z");

    @TempDir
    Path root;

    private final List<SourceProblem> problems = new ArrayList<>();
    private StorageFiles files;
    private Pushed amd;
    private Pushed arm;
    private Pushed nested;

    @BeforeEach
    void writeStorage() {
        files = new StorageFiles(root);
        StorageFixtures.write(root, images -> {
            amd = images.image("team/app", null, List.of(LAYER));
            arm = images.draft("team/app")
                    .architecture("arm64")
                    .layers(List.of(ARM_LAYER))
                    .push("arm");
            Pushed index = images.index("team/app", null, amd, arm);
            nested = images.index("team/app", "1.0", index, amd);
            images.draft("windows/nano")
                    .docker()
                    .foreignLayer(FOREIGN, "https://example.com/layer")
                    .push("1809");
            images.artifact("team/app", "sbom", "application/spdx+json", amd);
        });
        files.age("team/app", "1.0", MOVED);
    }

    @Test
    void aTagThatNobodyDatesHasNoAge() {
        TagList list = new TagListFile()
                .read(
                        new ByteArrayInputStream(("team/app,gone,sha256:" + "0".repeat(64) + "\nteam/app,multi,"
                                        + nested.digest() + "\n")
                                .getBytes(StandardCharsets.UTF_8)),
                        "names.csv");
        NamedSource named = new NamedSource(Storage.open(root), List.of(list), Precedence.BOTH);
        Inspector inspector = new Inspector(named, problems::add);
        assertThat(((Inspection.Found) inspector.inspect(
                                ImageName.tryParse("team/app:gone").orElseThrow()))
                        .linked())
                .isEmpty();
        assertThat(((Inspection.Found) inspector.inspect(
                                ImageName.tryParse("team/app:multi").orElseThrow()))
                        .linked())
                .as("when its revision was pushed")
                .isPresent();
    }

    @Test
    void showsTheTreeOfANestedIndexEachManifestOnce() {
        Inspection.Found found = found("team/app:1.0");
        assertThat(found.linked()).contains(MOVED);
        assertThat(found.root().descriptor().digest()).hasToString(nested.digest());
        assertThat(tree(found.root(), ""))
                .containsExactly(
                        "INDEX Ok[]",
                        "  INDEX Ok[]",
                        "    MANIFEST Ok[]",
                        "      CONFIG Ok[]",
                        "      LAYER Ok[]",
                        "    MANIFEST Ok[]",
                        "      CONFIG Ok[]",
                        "      LAYER Ok[]",
                        "  MANIFEST Repeated[]");
        assertThat(found.isWhole()).isTrue();
        assertThat(found.root().all()).allMatch(part -> Files.isRegularFile(part.file()));
        long expected = found.root()
                .all()
                .map(Part::file)
                .distinct()
                .mapToLong(file -> file.toFile().length())
                .sum();
        assertThat(found.bytes()).isEqualTo(expected);
    }

    @Test
    void findsEveryFaultAndNotOnlyTheFirst() {
        files.delete(files.data(LAYER));
        files.append(files.data(ARM_LAYER), "x");
        Inspection.Found found = found("team/app:1.0");
        assertThat(found.isWhole()).isFalse();
        assertThat(found.root().all().filter(Part::isFaulty).map(Part::state))
                .containsExactly(new Part.State.Missing(), new Part.State.WrongSize(ARM_LAYER.length + 1L));
    }

    @Test
    void goesOnBesideAChildThatIsMissing() {
        files.delete(files.data(arm.digest()));
        assertThat(tree(found("team/app:1.0").root(), "")).contains("    MANIFEST Missing[]", "      LAYER Ok[]");
    }

    @Test
    void aTruncatedManifestIsShownAsDamaged() {
        files.truncate(files.data(nested.digest()), 20);
        Inspection.Found found = found("team/app:1.0");
        assertThat(found.root().state())
                .isInstanceOfSatisfying(
                        Part.State.Damaged.class,
                        damaged -> assertThat(damaged.reason()).contains("its 20 bytes"));
        assertThat(found.root().file()).isEqualTo(files.data(nested.digest()));
        assertThat(found.root().parts()).isEmpty();
        assertThat(found.isWhole()).isFalse();
    }

    @Test
    void aDirectoryInPlaceOfALayerIsUnreadable() {
        files.makeUnreadable(files.data(ARM_LAYER));
        assertThat(found("team/app:arm").root().parts().getLast().state())
                .isEqualTo(new Part.State.Unreadable("not a regular file"));
    }

    @Test
    void aForeignLayerIsNeitherThereNorMissed() {
        Inspection.Found found = found("windows/nano:1809");
        assertThat(tree(found.root(), ""))
                .containsExactly("MANIFEST Ok[]", "  CONFIG Ok[]", "  LAYER NotDistributable[]");
        assertThat(found.isWhole()).isTrue();
        assertThat(found.bytes()).isLessThan(found.root().descriptor().size() + FOREIGN.length);
    }

    @Test
    void schema1IsUnsupported() {
        files.plant("old/app", "1", "{\"schemaVersion\":1,\"name\":\"old/app\"}".getBytes(StandardCharsets.UTF_8));
        Inspection.Found found = found("old/app:1");
        assertThat(found.root().state()).isEqualTo(new Part.State.Unsupported("Docker schema 1"));
        assertThat(found.isWhole()).isFalse();
    }

    @Test
    void theSubjectIsTold() {
        assertThat(found("team/app:sbom").subject())
                .hasValueSatisfying(subject -> assertThat(subject.digest()).hasToString(amd.digest()));
        assertThat(found("team/app:arm").subject()).isEmpty();
    }

    @Test
    void aRevisionWithoutATagIsFoundByItsDigest() {
        Inspection.Found found = found("team/app@" + amd.digest());
        assertThat(found.linked()).isPresent();
        assertThat(found.isWhole()).isTrue();
    }

    @Test
    void aManifestOfTheBlobPoolNeedsNoRevision() {
        Inspection.Found found = found("windows/nano@" + amd.digest());
        assertThat(found.linked()).isEmpty();
        assertThat(found.isWhole()).isTrue();
    }

    @Test
    void aRevisionWhoseManifestIsGoneIsDamagedAndNotAbsent() {
        files.delete(files.data(amd.digest()));
        assertThat(found("team/app@" + amd.digest()).root().state()).isEqualTo(new Part.State.Missing());
    }

    @Test
    void aTagWithAnEmptyLinkIsBrokenIfItsIndexDoesNotHelp() {
        files.truncate(files.link("team/app", "arm"), 0);
        String hex = arm.digest().substring("sha256:".length());
        files.delete(files.repository("team/app").resolve("_manifests/tags/arm/index/sha256/" + hex + "/link"));
        assertThat(inspect("team/app:arm")).isInstanceOfSatisfying(Inspection.BrokenLink.class, broken -> {
            assertThat(broken.tag().reason()).contains("is empty");
            assertThat(broken.isWhole()).isFalse();
        });
    }

    @Test
    void aTagThatMayNotBeLookedAtIsUnreadableAndNotAbsent() throws IOException {
        Path loop = files.repository("team/app").resolve("_manifests/tags/loop");
        Files.createSymbolicLink(loop, loop);
        assertThat(inspect("team/app:loop"))
                .isInstanceOfSatisfying(
                        Inspection.BrokenLink.class,
                        broken -> assertThat(broken.tag().unreadable()).isTrue());
    }

    @Test
    void aLinkThatHadToBeRepairedIsToldAbout() {
        files.append(files.link("team/app", "arm"), "\n");
        assertThat(found("team/app:arm").isWhole()).isTrue();
        assertThat(problems).singleElement().returns(files.link("team/app", "arm"), SourceProblem::path);
    }

    @Test
    void nothingElseOfTheStorageIsRead() throws IOException {
        Path loop = files.repository("team").resolve("loop");
        Files.createSymbolicLink(loop, loop);
        files.makeUnreadable(files.link("windows/nano", "1809"));
        assertThat(found("team/app:1.0").isWhole()).isTrue();
        assertThat(problems).isEmpty();
    }

    private Inspection.Found found(String image) {
        return (Inspection.Found) inspect(image);
    }

    private Inspection inspect(String image) {
        return new Inspector(Storage.open(root), problems::add)
                .inspect(ImageName.tryParse(image).orElseThrow());
    }

    private static List<String> tree(Part part, String indent) {
        List<String> lines = new ArrayList<>();
        lines.add(indent + part.role() + " " + part.state());
        part.parts().forEach(each -> lines.addAll(tree(each, indent + "  ")));
        return lines;
    }
}
