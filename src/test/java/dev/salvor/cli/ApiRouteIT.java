// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.ForwardProxy;
import dev.salvor.lab.harbor.HarborServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Harbor's API is another HTTP client's: it goes the way of the registry's requests, to a host that no DNS knows. */
class ApiRouteIT {
    @TempDir
    Path scratch;

    private final HarborServer harbor = AtHarbor.with("team").start();

    @AfterEach
    void close() {
        harbor.close();
    }

    private Program tags(String host, String... more) {
        return Program.salvor("tags", "http://" + host, "--username", AtHarbor.ROBOT, "--password-stdin")
                .arguments(more)
                .stdin(AtHarbor.SECRET + "\n");
    }

    @Test
    void throughAProxy() {
        try (ForwardProxy proxy = ForwardProxy.to(harbor.uri())) {
            Program.Ended ended = tags("harbor.test")
                    .environment("HTTP_PROXY", "http://" + proxy.host())
                    .run(scratch);

            assertThat(ended.exitCode()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("harbor.test is Harbor v2.15.2");
            assertThat(proxy.requests()).anyMatch(line -> line.contains("/api/v2.0/systeminfo"));
        }
    }

    @Test
    void toAPinnedAddress() {
        String host = "harbor.test:" + harbor.uri().getPort();

        Program.Ended ended = tags(host, "--resolve", host + ":127.0.0.1").run(scratch);

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.err()).contains(host + " is Harbor v2.15.2");
    }
}
