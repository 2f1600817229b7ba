// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import dev.salvor.TextInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the certificates in a PEM file. */
final class PemFile {
    /**
     * Text between the blocks is comment (RFC 7468 section 2), and other kinds of blocks are not looked at. A block
     * without its end is one too, so that it is noticed.
     */
    private static final Pattern CERTIFICATE = Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*+)");

    private PemFile() {}

    /** The certificates of a file, in base64 without line breaks. */
    static List<String> blocks(Path file) throws IOException {
        // One byte is one character: comments may be in any encoding.
        return CERTIFICATE
                .matcher(TextInput.read(file, StandardCharsets.ISO_8859_1))
                .results()
                .map(block -> block.group(1).replaceAll("\\s", ""))
                .toList();
    }
}
