// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static dev.salvor.operation.SampleReports.blobs;
import static dev.salvor.operation.SampleReports.plan;
import static dev.salvor.operation.SampleReports.report;
import static dev.salvor.operation.SampleReports.result;
import static dev.salvor.operation.SampleReports.sharded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.check.Finding;
import dev.salvor.operation.SyncOperation;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.Plan;
import dev.salvor.resolve.UntaggedCount;
import dev.salvor.select.Shard;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncViewTest {
    private final Tally report = report(
            result("p/a:1", new Outcome.Pushed()),
            result("p/a:2", new Outcome.Pushed()),
            result("p/a:3", new Outcome.AlreadyThere(false)),
            result("p/b:1", new Outcome.Damaged("blob x is missing")));

    @Test
    void theTableHasImagesAndBlobsAndWhatWasNotDelivered() {
        assertThat(view(report, false).table()).isEqualTo("""
                IMAGES       COUNT
                pushed           2
                there            1  1 there by name, content not compared: --compare digest
                conflicts        0
                damaged          1
                unsupported      0
                refused          0
                not tried        0

                BLOBS    COUNT     SIZE
                sent         1   10 MiB
                mounted      1  3.0 MiB
                there        1  1.0 MiB

                10 MiB sent in 4.0 s (2.5 MiB/s), 4.0 MiB saved

                1 image damaged: the storage lacks a part or has a broken one
                  p/b:1  blob x is missing
                  -> No registry can serve these from this storage. --blobs-from takes what is missing from a backup, another replica or a node that runs it; --repair-links takes for a tag without a link what its index says last.
                """);
    }

    @Test
    void anInterruptedRunSaysHowToGoOn() {
        assertThat(view(report, true).table()).contains("Interrupted. Run the same command again");
    }

    @Test
    void whereAllIsThereOneSentenceSaysSo() {
        Tally there = report(
                result("p/a:1", new Outcome.AlreadyThere(false)), result("p/a:2", new Outcome.AlreadyThere(false)));
        assertThat(view(there, false).table())
                .endsWith("\nNothing to do: harbor.example.com has all 2 selected images.\n");
        assertThat(view(there, true).table()).doesNotContain("Nothing to do");
    }

    @Test
    void theFieldsOfTheJsonStay() throws IOException {
        JsonNode json = new ObjectMapper().readTree(view(report, false).json());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "registry",
                        "interrupted",
                        "images",
                        "referrers",
                        "blobs",
                        "bytesSent",
                        "bytesSaved",
                        "seconds",
                        "bytesPerSecond",
                        "undelivered",
                        "findings",
                        "withoutForeignLayers",
                        "untaggedRevisions",
                        "storage");
        assertThat(json.path("findings").path(0).path("topic").textValue()).isEqualTo("quotas");
        assertThat(json.path("images").path("pushed").intValue()).isEqualTo(2);
        assertThat(json.path("blobs").path("mounted")).hasToString("{\"blobs\":1,\"bytes\":3145728}");
        assertThat(json.path("bytesSent").longValue()).isEqualTo(10 << 20);
        assertThat(json.path("bytesSaved").longValue()).isEqualTo(4 << 20);
        assertThat(json.path("seconds").doubleValue()).isEqualTo(4.0);
        assertThat(json.path("bytesPerSecond").longValue()).isEqualTo((10 << 20) / 4);
        assertThat(json.path("storage"))
                .hasToString(
                        "{\"repositories\":3,\"tags\":40,\"untagged\":[],\"problems\":[],\"kind\":\"plain\",\"timesOfACopy\":false}");
    }

    @Test
    void whatStaysBehindForWantOfATagIsOneLine() throws IOException {
        Plan some = plan().with(new UntaggedCount(1, 1, 5 << 10));
        SyncView view = view(some, report, false);
        assertThat(view.table()).contains("\n1 revision in 1 repository has no tag, with 5.0 KiB that ");
        assertThat(new ObjectMapper().readTree(view.json()).path("untaggedRevisions"))
                .hasToString("{\"count\":1,\"repositories\":1,\"bytes\":5120}");
    }

    @Test
    void overItsOwnStorageItSaysWhatWasRegisteredAndWhatLayThere() throws IOException {
        BlobCounts.Sum none = new BlobCounts.Sum(0, 0);
        BlobCounts.Snapshot blobs = new BlobCounts.Snapshot(none, none, new BlobCounts.Sum(13, 4 << 20), 8);
        SyncOperation.Result result =
                new SyncOperation.Result(plan(), report, blobs, findings(), Optional.empty(), Delivery.IN_PLACE);
        SyncView view = new SyncView("harbor.example.com", result, Duration.ofSeconds(4), false);

        assertThat(view.table()).contains("""

                SAME STORAGE          COUNT     SIZE
                manifests registered      8
                blobs found in place     13  4.0 MiB

                0 B sent in 4.0 s (0 B/s), 4.0 MiB saved
                """);
        JsonNode json = new ObjectMapper().readTree(view.json());
        assertThat(json.path("manifestsRegistered").intValue()).isEqualTo(8);
        assertThat(json.path("blobsFoundInPlace").intValue()).isEqualTo(13);
        assertThat(json.path("blobs").path("there").path("blobs").intValue()).isEqualTo(13);
    }

    @Test
    void ofAShardItSaysWhichAndHowMuchThatIs() throws IOException {
        SyncView view = view(sharded(new Shard(1, 4), 2), report, false);
        assertThat(view.table()).startsWith("Shard 1/4: 2 of 3 repositories\n\nIMAGES ");
        assertThat(new ObjectMapper().readTree(view.json()).path("storage").path("shard"))
                .hasToString("{\"index\":1,\"count\":4,\"repositories\":2}");
    }

    private static List<Finding> findings() {
        return List.of(new Finding(Finding.Severity.WARN, Finding.Topic.QUOTAS, "tight", List.of(), ""));
    }

    private static SyncView view(Tally report, boolean interrupted) {
        return view(plan(), report, interrupted);
    }

    private static SyncView view(Plan plan, Tally report, boolean interrupted) {
        BlobCounts.Snapshot blobs = blobs(10 << 20, 3 << 20, 1 << 20);
        SyncOperation.Result result =
                new SyncOperation.Result(plan, report, blobs, findings(), Optional.empty(), Delivery.SENT);
        return new SyncView("harbor.example.com", result, Duration.ofSeconds(4), interrupted);
    }
}
