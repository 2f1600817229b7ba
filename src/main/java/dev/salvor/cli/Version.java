// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints, and the User-Agent of every request. */
public final class Version implements IVersionProvider {
    private static final String BUILD = "build.properties";

    static String number() {
        return ConfigProvider.getConfig().getValue("salvor.version", String.class);
    }

    /** Like {@code salvor 0.1.0 (commit 7ac4d47, built 2026-11-24, Java 25.0.3, native)}. */
    @Override
    public String[] getVersion() {
        Properties build = build();
        String commit = build.getProperty("commit");
        return new String[] {
            "salvor " + number() + " (commit " + (commit.startsWith("$") ? "unknown" : commit) + ", built "
                    + build.getProperty("built") + ", Java " + System.getProperty("java.version") + kind() + ")"
        };
    }

    private static String kind() {
        return System.getProperty("org.graalvm.nativeimage.imagecode") == null ? "" : ", native";
    }

    private static Properties build() {
        Properties build = new Properties();
        try (InputStream file = Version.class.getResourceAsStream(BUILD)) {
            build.load(file);
            return build;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
