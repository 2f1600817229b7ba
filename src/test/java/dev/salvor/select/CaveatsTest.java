// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.progress.SyncProgress;
import dev.salvor.source.StorageKind;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes the names and times of a storage less than they seem. */
class CaveatsTest {
    private static final String MAY = "2024-05-01T10:00:00Z";

    @TempDir
    private Path v2;

    @Test
    void aStorageWithoutAnyTagWhoseProjectsAreOpenShiftsIsOpenShifts() throws IOException {
        revision("openshift/cli");
        revision("shop/web");
        ScanFindings findings = scan(Selection.all(), false);
        assertThat(findings.caveats().kind()).isEqualTo(new StorageKind.ImageStreams());
        assertThat(findings.lackTags()).isTrue();
    }

    @Test
    void itIsNotIfOneRepositoryHasATag() throws IOException {
        revision("openshift/cli");
        tag("shop/web", "1", MAY, "");
        assertThat(scan(Selection.all(), false).caveats().kind()).isEqualTo(new StorageKind.Plain());
    }

    @Test
    void neitherIsOneWithoutProjectsOfOpenShift() throws IOException {
        revision("shop/web");
        ScanFindings findings = scan(Selection.all(), false);
        assertThat(findings.caveats().kind()).isEqualTo(new StorageKind.Plain());
        assertThat(findings.lackTags()).isTrue();
    }

    @Test
    void linksOfTheSameHourAreOfACopy() throws IOException {
        tag("p/a", "1", "2024-05-01T10:00:00Z", "2021-01-01T00:00:00Z");
        tag("p/b", "1", "2024-05-01T10:59:00Z", "2024-05-01T09:00:00Z");
        assertThat(copied())
                .contains(new CopiedTimes(
                        2, Instant.parse("2024-05-01T10:00:00Z"), Instant.parse("2024-05-01T10:59:00Z")));
    }

    @Test
    void theyAreAlsoIfNothingSaysWhenTheImagesWereBuilt() throws IOException {
        tag("p/a", "1", MAY, "");
        tag("p/a", "2", MAY, "1970-01-01T00:00:00Z");
        assertThat(copied()).isPresent();
    }

    @Test
    void imagesThatWereJustBuiltAreNotCopied() throws IOException {
        tag("p/a", "1", MAY, "2024-05-01T09:58:00Z");
        tag("p/a", "2", MAY, "2024-05-01T09:59:00Z");
        assertThat(copied()).isEmpty();
    }

    @Test
    void oneTagSaysNothing() throws IOException {
        tag("p/a", "1", MAY, "");
        assertThat(copied()).isEmpty();
    }

    @Test
    void linksOverMonthsAreOfPushes() throws IOException {
        tag("p/a", "1", "2024-05-01T10:00:00Z", "2024-05-01T09:00:00Z");
        tag("p/a", "2", "2024-07-01T10:00:00Z", "2021-01-01T00:00:00Z");
        assertThat(copied()).isEmpty();
    }

    @Test
    void linksFarYoungerThanAllImagesAreOfACopyThatTookLong() throws IOException {
        tag("p/a", "1", "2024-05-01T10:00:00Z", "2022-05-01T09:00:00Z");
        tag("p/b", "2", "2024-05-03T10:00:00Z", "2021-01-01T00:00:00Z");
        assertThat(copied()).isPresent();
    }

    @Test
    void timesAreLookedAtOnlyWhereTheyDecideOrAreShown() throws IOException {
        tag("p/a", "1", MAY, "");
        tag("p/a", "2", MAY, "");
        Selection newest = new Selection(List.of(), List.of(), 1, Optional.empty(), Optional.empty());
        Selection since = new Selection(List.of(), List.of(), 0, Optional.of(Instant.parse(MAY)), Optional.empty());
        assertThat(new SelectedScan(Storage.open(v2), Selection.all(), new SyncProgress())
                        .run(_ -> {})
                        .caveats()
                        .copied())
                .isEmpty();
        assertThat(new SelectedScan(Storage.open(v2), newest, new SyncProgress())
                        .run(_ -> {})
                        .caveats()
                        .copied())
                .isPresent();
        assertThat(new SelectedScan(Storage.open(v2), since, new SyncProgress())
                        .run(_ -> {})
                        .caveats()
                        .copied())
                .isPresent();
    }

    private Optional<CopiedTimes> copied() {
        return scan(Selection.all(), true).caveats().copied();
    }

    private ScanFindings scan(Selection selection, boolean looksAtTimes) {
        return new SelectedScan(Storage.open(v2), selection, new SyncProgress(), looksAtTimes).run(_ -> {});
    }

    private void revision(String repository) throws IOException {
        Digest digest = Digest.of(repository.getBytes(StandardCharsets.UTF_8));
        write("repositories/" + repository + "/_manifests/revisions/sha256/" + digest.hex() + "/link", digest + "");
        Files.createDirectories(v2.resolve("blobs"));
    }

    /** @param created when the image was built; empty if its config does not say */
    private void tag(String repository, String tag, String modified, String created) throws IOException {
        Digest config = blob("{\"os\":\"linux\"" + (created.isEmpty() ? "" : ",\"created\":\"" + created + "\"") + "}");
        Digest manifest = blob("""
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":
                "application/vnd.oci.image.config.v1+json","digest":"%s","size":1},"layers":[]}""".formatted(config));
        Path link = write("repositories/" + repository + "/_manifests/tags/" + tag + "/current/link", manifest + "");
        Files.setLastModifiedTime(link, FileTime.from(Instant.parse(modified)));
    }

    private Digest blob(String content) throws IOException {
        Digest digest = Digest.of(content.getBytes(StandardCharsets.UTF_8));
        write("blobs/sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex() + "/data", content);
        return digest;
    }

    private Path write(String file, String content) throws IOException {
        Path path = v2.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, content);
    }
}
