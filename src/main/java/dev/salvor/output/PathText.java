// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/** Spells a path so that it can be found again, whatever its bytes: those that are no text as {@code \xff}, which printf and $'' know. */
final class PathText {
    private PathText() {}

    static String of(Path path) {
        String text = path.toString();
        return isFaithful(path, text) ? text : escape(bytes(path));
    }

    private static boolean isFaithful(Path path, String text) {
        try {
            return Path.of(text).equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Only its URI gives the bytes of a path: each that is not plain as a percent sign and two digits. */
    private static byte[] bytes(Path path) {
        String uri = path.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < uri.length(); i++) {
            boolean isEscape = uri.charAt(i) == '%';
            bytes.write(isEscape ? Integer.parseInt(uri.substring(i + 1, i + 3), 16) : uri.charAt(i));
            i += isEscape ? 2 : 0;
        }
        byte[] all = bytes.toByteArray();
        // A URI ends in a slash if there is a directory at that path.
        boolean slash = all.length > 1 && all[all.length - 1] == '/';
        return slash ? Arrays.copyOf(all, all.length - 1) : all;
    }

    private static String escape(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            StringBuilder text = new StringBuilder();
            for (byte each : bytes) {
                text.append(each < 0 ? String.format("\\x%02x", each & 0xff) : Character.toString(each));
            }
            return text.toString();
        }
    }
}
