// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import java.nio.file.Path;
import java.util.List;

/**
 * Which servers are trusted.
 *
 * @param verify false: whoever answers is trusted
 * @param caFiles PEM files with roots that are trusted besides the operating system's
 */
public record TlsSettings(boolean verify, List<Path> caFiles) {
    public TlsSettings {
        caFiles = List.copyOf(caFiles);
    }
}
