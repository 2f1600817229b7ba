// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import java.nio.file.Path;
import java.util.List;

/**
 * Which servers are trusted, and who we are to them.
 *
 * @param verify false: whoever answers is trusted
 * @param caFiles PEM files with roots that are trusted besides the operating system's
 * @param hostDirectories where {@code *.crt}, {@code *.cert} and {@code *.key} for this registry may lie: see {@link CertsDirectories}
 */
public record TlsSettings(boolean verify, List<Path> caFiles, List<Path> hostDirectories) {
    public TlsSettings {
        caFiles = List.copyOf(caFiles);
        hostDirectories = List.copyOf(hostDirectories);
    }
}
