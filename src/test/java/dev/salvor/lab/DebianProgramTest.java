// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianProgramTest {
    @TempDir
    Path directory;

    @Test
    void findsOrUnpacksAProgramThatRuns() throws IOException {
        Command version = Command.run(directory, DebianProgram.registry().toString(), "--version");
        assertThat(version.output()).contains("docker-registry", "2.");
        assertThat(version.succeeded()).isTrue();
    }

    @Test
    void prefersTheProgramOnThePath() throws IOException {
        Path installed = Files.createDirectories(directory.resolve("bin")).resolve("docker-registry");
        Files.createFile(installed, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        DebianProgram binary = new DebianProgram(
                "docker-registry", "docker-registry", "/nowhere:" + installed.getParent(), directory.resolve("peers"));
        assertThat(binary.file()).isEqualTo(installed);
    }

    @Test
    void saysWhatToInstallWhereNothingCanBeUnpacked() {
        DebianProgram binary =
                new DebianProgram("docker-registry", "docker-registry", "/nowhere", directory.resolve("peers"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(binary::file)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("apt-get install docker-registry");
        }
    }

    @Test
    void downloadsWithOwnListsWhereAptHasNone() throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Files.writeString(bin.resolve("apt-get"), """
                #!/bin/sh
                echo "$@" >> %s
                case "$*" in
                  download*) echo 'E: Unable to locate package'; exit 100;;
                  *download*) : > docker-registry_1_all.deb;;
                esac
                """.formatted(directory.resolve("calls")));
        Files.setPosixFilePermissions(bin.resolve("apt-get"), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(new AptDownload(bin.resolve("apt-get"), directory).fetch("docker-registry"))
                .contains(directory.resolve("docker-registry_1_all.deb"));
        assertThat(Files.readAllLines(directory.resolve("calls")))
                .hasSize(3)
                .element(1)
                .asString()
                .contains("Dir::State=" + directory, "Dir::Cache=" + directory, "update");
    }
}
