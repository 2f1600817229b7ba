// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static dev.salvor.operation.SampleReports.digest;
import static dev.salvor.operation.SampleReports.image;
import static dev.salvor.operation.SampleReports.plan;
import static dev.salvor.operation.SampleReports.planned;
import static dev.salvor.operation.SampleReports.report;
import static dev.salvor.operation.SampleReports.result;
import static dev.salvor.operation.SampleReports.sharded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.check.Preflight;
import dev.salvor.image.Blob;
import dev.salvor.image.RepositoryName;
import dev.salvor.operation.PlanOperation;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.Plan;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.UntaggedCount;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.Shard;
import dev.salvor.source.TagOrigin;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanViewTest {
    private static final Blob SHARED = new Blob(digest("shared"), 6 << 20);
    private static final Blob OWN = new Blob(digest("own"), 2 << 20);

    private final Plan plan = plan(image("p/b:1", "rescue/p/b", SHARED), image("p/a:1", "rescue/p/a", SHARED, OWN));

    @Test
    void theTableHasImagesProjectsAndCounts() {
        Plan some = plan(
                report(result("p/c:1", new Outcome.AlreadyThere(true))),
                plan.images().toArray(ResolvedImage[]::new));
        assertThat(view("harbor.example.com/rescue", planned(some)).table()).isEqualTo("""
                TO PUSH  AS               SIZE
                p/a:1    rescue/p/a:1  8.0 MiB
                p/b:1    rescue/p/b:1  6.0 MiB

                PROJECT  IMAGES  BLOBS    SIZE   UNIQUE
                rescue        2      2  14 MiB  8.0 MiB

                IMAGES       COUNT
                to push          2  8.0 MiB in 2 blobs (14 MiB if nothing were shared)
                there            1
                conflicts        0
                damaged          0
                unsupported      0
                refused          0
                not tried        0
                """);
    }

    @Test
    void whereBlobsAreInPlaceNoneIsToBeSent() throws IOException {
        PlanView view = view(
                "harbor.example.com", new PlanOperation.Result(plan, Preflight.Result.notNeeded(), Delivery.IN_PLACE));
        assertThat(view.table())
                .contains("to push          2  no blob will be sent: 2 blobs (8.0 MiB) are taken to be in place\n");
        assertThat(new ObjectMapper().readTree(view.json()).path("sameStorage").booleanValue())
                .isTrue();
    }

    @Test
    void aPlanWithoutWorkSaysWhatIsThere() {
        assertThat(view("harbor.example.com", planned(plan(report(result("p/c:1", new Outcome.AlreadyThere(true))))))
                        .table())
                .startsWith("IMAGES")
                .endsWith("\nNothing to do: harbor.example.com has the one selected image.\n");
    }

    @Test
    void repositoriesWithoutTagsAreNeverNothingToDo() {
        Plan untagged =
                plan(new ScanFindings(1, 0, List.of(new RepositoryName("p/lost")), List.of(), List.of()), Tally.none());
        assertThat(view("harbor.example.com", planned(untagged)).table())
                .contains("1 repository has images but no tag in this storage: p/lost.")
                .doesNotContain("Nothing to do");
    }

    @Test
    void whatStaysBehindForWantOfATagIsOneLine() throws IOException {
        Plan some = plan.with(new UntaggedCount(3, 2, 7 << 20));
        assertThat(view("harbor.example.com", planned(some)).table())
                .contains("\n3 revisions in 2 repositories have no tag, with 7.0 MiB that neither images of the same"
                        + " repository nor any to push have: they stay behind; salvor scan -o json names them, --images"
                        + " takes one as repository@sha256:…, --untagged all\n");
        assertThat(new ObjectMapper()
                        .readTree(view("harbor.example.com", planned(some)).json())
                        .path("untaggedRevisions"))
                .hasToString("{\"count\":3,\"repositories\":2,\"bytes\":7340032}");
    }

    @Test
    void whatWasNotLookedForIsNull() throws IOException {
        PlanView view = view("harbor.example.com", planned(plan));
        assertThat(view.table()).doesNotContain("no tag");
        assertThat(new ObjectMapper()
                        .readTree(view.json())
                        .get("untaggedRevisions")
                        .isNull())
                .isTrue();
    }

    @Test
    void ofAShardItSaysWhichAndHowMuchThatIs() {
        ImageResult there = result("p/c:1", new Outcome.AlreadyThere(true));
        assertThat(view("harbor.example.com", planned(sharded(new Shard(1, 4), 2, there)))
                        .table())
                .startsWith("Shard 1/4: 2 of 3 repositories\n\nIMAGES ")
                .endsWith("\nNothing to do: harbor.example.com has the one selected image.\n");
        assertThat(view("harbor.example.com", planned(sharded(new Shard(3, 4), 0)))
                        .table())
                .startsWith("Shard 3/4: 0 of 3 repositories\n\nIMAGES ")
                .endsWith("\nNothing to do: no repository falls to shard 3/4.\n");
    }

    @Test
    void theFieldsOfTheJsonStay() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(view("harbor.example.com", planned(plan)).json());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "registry",
                        "toPush",
                        "referrers",
                        "need",
                        "projects",
                        "images",
                        "undelivered",
                        "findings",
                        "withoutForeignLayers",
                        "untaggedRevisions",
                        "storage");
        assertThat(json.path("toPush").path(0))
                .hasToString("{\"image\":\"p/a:1\",\"as\":\"rescue/p/a:1\",\"digest\":\"" + digest("p/a:1")
                        + "\",\"source\":\"disk\",\"bytes\":8388608}");
        assertThat(json.path("need"))
                .hasToString("{\"images\":2,\"blobs\":2,\"totalBytes\":14680064,\"uniqueBytes\":8388608}");
        assertThat(json.path("projects").path("rescue")).isEqualTo(json.path("need"));
    }

    private static PlanView view(String registry, PlanOperation.Result result) {
        return new PlanView(registry, result, _ -> new TagOrigin.Link());
    }
}
