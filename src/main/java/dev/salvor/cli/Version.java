// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints, and the User-Agent of every request. */
public final class Version implements IVersionProvider {

    static String number() {
        return ConfigProvider.getConfig().getValue("salvor.version", String.class);
    }

    @Override
    public String[] getVersion() {
        return new String[] {"salvor " + number()};
    }
}
