// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static dev.salvor.operation.SampleReports.digest;
import static dev.salvor.operation.SampleReports.report;
import static dev.salvor.operation.SampleReports.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.outcome.Tally.Kind;
import dev.salvor.registry.Refusal;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    private static final Refusal NO_PROJECT =
            new Refusal(Refusal.Reason.PROJECT_MISSING, 404, "NOT_FOUND project p not found");

    @Test
    void whatIsWellIsNotListed() {
        assertThat(ReportText.groups(report(
                        result("p/a:1", new Outcome.Pushed()), result("p/a:2", new Outcome.AlreadyThere(false)))))
                .isEmpty();
    }

    @Test
    void imagesThatShareAReasonAreOneGroupWithTheFirstFewNamesAndOneAdvice() {
        Tally report = report(IntStream.range(0, 5000)
                .mapToObj(i -> result("p/a:" + i, new Outcome.Refused(NO_PROJECT)))
                .toArray(ImageResult[]::new));
        assertThat(ReportText.groups(report)).isEqualTo("""

                5,000 images refused: the project does not exist
                  p/a:0  404 NOT_FOUND project p not found
                  p/a:1  404 NOT_FOUND project p not found
                  p/a:2  404 NOT_FOUND project p not found
                  p/a:3  404 NOT_FOUND project p not found
                  p/a:4  404 NOT_FOUND project p not found
                  … and 4,995 more (sync --report FILE has all)
                  -> Create the project in the registry, or let --create-projects do so, then run the same command again.
                """);
    }

    /** The name there, which may have a prefix; of many the first, and how many there are besides. */
    @Test
    void repositoriesThatMustBeCreatedFirstAreInTheCommandThatDoesSo() {
        Outcome missing = new Outcome.Refused(new Refusal(Refusal.Reason.REPOSITORY_MISSING, 404, "NAME_UNKNOWN"));
        ImageResult one = to("p/b:1", "rescue/p/b", missing);
        assertThat(ReportText.groups(report(one, to("p/b:2", "rescue/p/b", missing))))
                .endsWith("(ECR: aws ecr create-repository --repository-name rescue/p/b).\n");
        Tally others = report(IntStream.range(0, 1500)
                .mapToObj(i -> to("p/c" + i + ":1", "rescue/p/c" + i, missing))
                .toArray(ImageResult[]::new));
        assertThat(ReportText.groups(report(one).plus(others)))
                .endsWith("(ECR: aws ecr create-repository --repository-name rescue/p/b, and 1,500 others).\n");
        assertThat(ReportText.groups(report(one, to("p/a:1", "rescue/p/a", missing))))
                .endsWith("(ECR: aws ecr create-repository --repository-name rescue/p/a, and 1 other).\n");
    }

    private static ImageResult to(String name, String target, Outcome outcome) {
        ImageResult result = result(name, outcome);
        return new ImageResult(result.name(), Optional.of(new RepositoryName(target)), result.digest(), outcome);
    }

    @Test
    void groupsComeInTheOrderOfTheColumnsTheMostFrequentFirst() {
        Outcome.NotTried covered = new Outcome.NotTried(new Outcome.Why.Covered(NO_PROJECT));
        Outcome.NotTried interrupted = new Outcome.NotTried(new Outcome.Why.Interrupted());
        String groups = ReportText.groups(report(
                result("p/a:1", covered),
                result("p/a:2", interrupted),
                result("p/a:3", interrupted),
                result("p/a:4", new Outcome.Damaged("blob x is missing")),
                result("p/a:5", new Outcome.Conflict(digest("here"), digest("there")))));
        assertThat(groups.lines().filter(line -> line.contains("image")))
                .containsExactly(
                        "1 image conflicts: the target has other content under this tag",
                        "1 image damaged: the storage lacks a part or has a broken one",
                        "2 images not tried: interrupted before",
                        "1 image not tried: the project does not exist");
    }

    @Test
    void controlCharactersOfARegistryNeverReachTheText() {
        Refusal evil = new Refusal(Refusal.Reason.UNEXPECTED, 418, "\u001b[2J\u001b]0;x\u0007\n5 images pushed\u202e");
        String groups = ReportText.groups(report(result("p/a:1", new Outcome.Refused(evil))));
        assertThat(groups.lines()).hasSize(4);
        assertThat(groups.replace("\n", "").codePoints()).noneMatch(Printable::isDangerous);
        assertThat(groups).contains("418 \\u001b[2J\\u001b]0;x\\u0007\\u000a5 images pushed\\u202e");
    }

    @Test
    void rareKindsHaveARowOnlyIfTheyHaveAnImage() {
        Tally report = report(result("p/a:1", new Outcome.Unreadable("blob x: permission denied")));
        Table table = new Table().text("IMAGES").number("COUNT").text("");
        for (Kind kind : Kind.values()) {
            ReportText.row(table, kind, report);
        }
        assertThat(table.toString().lines().skip(1).map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "pushed|0",
                        "there|0",
                        "conflicts|0",
                        "damaged|0",
                        "unsupported|0",
                        "unreadable|1",
                        "refused|0",
                        "not tried|0");
    }

    @Test
    void jsonCountsEveryKindUnderItsName() {
        ObjectNode root = Json.object();
        ReportText.putImages(
                root,
                report(
                        result("p/a:1", new Outcome.Pushed()),
                        result("p/a:2", new Outcome.AlreadyThere(false)),
                        result("p/a:3", new Outcome.AlreadyThere(true)),
                        result("p/a:4", new Outcome.NotInStorage())));
        assertThat(root)
                .hasToString("{\"images\":{\"pushed\":1,\"there\":2,\"conflicts\":0,\"damaged\":0,"
                        + "\"unsupported\":0,\"unreadable\":0,\"notInStorage\":1,\"namedOnly\":0,\"ambiguous\":0,\"refused\":0,\"notTried\":0,\"failed\":0,"
                        + "\"thereByNameOnly\":1}}");
    }

    @Test
    void jsonHasTheGroupsWithTheirExamples() {
        ObjectNode root = Json.object();
        ReportText.putGroups(root, report(result("p/a:1", new Outcome.Damaged("blob x is missing"))));
        JsonNode group = root.path("undelivered").path(0);
        assertThat(group.fieldNames())
                .toIterable()
                .containsExactly("outcome", "reason", "advice", "images", "examples");
        assertThat(group.path("outcome").textValue()).isEqualTo("damaged");
        assertThat(group.path("images").intValue()).isEqualTo(1);
        assertThat(group.path("examples")).hasToString("[{\"image\":\"p/a:1\",\"detail\":\"blob x is missing\"}]");
    }
}
