// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor.recorded;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bodies of requests, also those of which only the length was recorded. */
final class RecordedBodies {
    private static final Pattern SIZE = Pattern.compile("<(\\d+) bytes>");

    private RecordedBodies() {}

    static byte[] of(Recording recording, Substitutions substitutions) {
        String text = recording.requestBody();
        Matcher size = SIZE.matcher(text);
        if (size.matches()) {
            int length = Integer.parseInt(size.group(1));
            return recording.path().contains("/manifests/") ? bigManifest(length) : filled(length, 'b');
        }
        // A credential that was left out.
        return substitutions.apply(text.replace("{...}", "{}")).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] filled(int length, char character) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) character);
        return bytes;
    }

    /** Of blobs that the repository has. */
    static byte[] bigManifest(int length) {
        String small = Recording.find("12-push-manifest", "by tag, first time").requestBody();
        String start = small.substring(0, small.lastIndexOf('}')) + ",\"annotations\":{\"x\":\"";
        String end = "\"}}";
        return (start + "a".repeat(length - start.length() - end.length()) + end).getBytes(StandardCharsets.UTF_8);
    }
}
