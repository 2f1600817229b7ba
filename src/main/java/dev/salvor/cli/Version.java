// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints, and the User-Agent of every request. */
public final class Version implements IVersionProvider {
    private static final Properties BUILD = build();

    static String number() {
        return BUILD.getProperty("version");
    }

    /** Like {@code salvor 0.1.0 (commit 7ac4d47, built 2026-11-24, Java 25.0.3, native)}. */
    @Override
    public String[] getVersion() {
        String commit = BUILD.getProperty("commit");
        return new String[] {
            "salvor " + number() + " (commit " + (commit.startsWith("$") ? "unknown" : commit) + ", built "
                    + BUILD.getProperty("built") + ", Java " + System.getProperty("java.version") + kind() + ")"
        };
    }

    private static String kind() {
        return System.getProperty("org.graalvm.nativeimage.imagecode") == null ? "" : ", native";
    }

    private static Properties build() {
        Properties build = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("build.properties")) {
            build.load(file);
            return build;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
