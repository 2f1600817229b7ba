// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HarborSetup;
import dev.salvor.lab.harbor.RobotSetup;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands at a Harbor. All accounts have the same password. */
final class AtHarbor {
    static final String ROBOT = "robot$rescue";
    static final String SECRET = "secret";

    private AtHarbor() {}

    /** One with an administrator, a system robot that may do all that helps, and these projects. */
    static HarborSetup with(String... projects) {
        HarborSetup setup = HarborServer.builder().admin("admin", SECRET).robot(ROBOT, SECRET, RobotSetup::pusher);
        List.of(projects).forEach(setup::project);
        return setup;
    }

    static LaunchResult launch(QuarkusMainLauncher salvor, String account, String... arguments) throws IOException {
        Path password = Files.createTempFile("salvor-password-", "");
        try {
            Files.writeString(password, SECRET + "\n");
            List<String> all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of("--username", account, "--password-file", password.toString()));
            return salvor.launch(all.toArray(String[]::new));
        } finally {
            Files.delete(password);
        }
    }

    static void assertNothingWasChanged(HarborServer harbor) {
        HarborLog log = harbor.log();
        assertThat(log.where(HarborLog.Entry::isMutating).lines()).isEmpty();
        assertThat(log.where(HarborLog.Entry::sentCookie).lines()).isEmpty();
    }
}
