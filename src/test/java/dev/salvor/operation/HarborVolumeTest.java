// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HarborSetup;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import dev.salvor.source.derived.Derivation;
import dev.salvor.source.derived.TagTemplate;
import dev.salvor.source.names.Precedence;
import dev.salvor.source.names.TagList;
import dev.salvor.source.names.TagListFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --same-storage} over the volume that a real Harbor 2.15 wrote, with the tags of its dump. */
class HarborVolumeTest {
    /** Beside the repository; too large to be in it. */
    private static final Path HARBOR = Path.of(System.getenv().getOrDefault("SALVOR_SHARED", "../shared"), "harbor215");

    /** Its tag was removed in Harbor. */
    private static final String UNTAGGED = "502597fc97b695cb9f4815c227571b86af9d72e770e1f2b7e2e865e0f4a2e3d4";

    /** The table quota_usage of the dump. */
    private static final Map<String, Long> USED =
            Map.of("devops", 397_070L, "library", 400_187L, "proj00", 400_178L, "proj04", 660_216L, "team2", 400_222L);

    @TempDir
    Path volume;

    @Test
    void exactlyTheTagsThatItHadAreThereAgainAndWhatHadNone() throws IOException, InterruptedException {
        assumeThat(HARBOR).isDirectory();
        Process tar = new ProcessBuilder(
                        "tar", "-xJf", HARBOR.resolve("storage.tar.xz").toString(), "-C", volume.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        TagList dump = new TagListFile().read(HARBOR.resolve("dump.sql.xz"));
        Map<String, String> truth = new TreeMap<>();
        for (String line : Files.readAllLines(HARBOR.resolve("tags.txt"))) {
            String[] fields = line.split(" ");
            truth.put(fields[0] + ":" + fields[1], fields[2]);
        }
        truth.put("devops/bm_cx.003:rescued-" + UNTAGGED.substring(0, 12), "sha256:" + UNTAGGED);
        HarborSetup setup = HarborServer.builder().storage(volume).robot("robot$ci", "secret", RobotSetup::pusher);
        USED.keySet().forEach(setup::project);
        try (HarborServer harbor = setup.start()) {
            SyncRun.Result result = SyncRun.of(volume, "http://" + harbor.host())
                    .login(new Credentials.Password("robot$ci", Secret.of("secret")))
                    .named(Precedence.BOTH, dump)
                    .deriving(new Derivation(Optional.of(new TagTemplate("rescued-{digest12}")), false))
                    .inPlace()
                    .push();

            assertThat(result.outcomes().values()).containsOnly(new Outcome.Pushed());
            assertThat(harbor.log()
                            .where(entry -> entry.path().contains("/blobs/uploads"))
                            .lines())
                    .isEmpty();
            assertThat(RegistryWalk.of(harbor.as("robot$ci")).verify()).isEqualTo(truth);
            assertThat(USED)
                    .allSatisfy((project, bytes) ->
                            assertThat(harbor.quotaUsed(project)).as(project).isEqualTo(bytes));
        }
    }
}
