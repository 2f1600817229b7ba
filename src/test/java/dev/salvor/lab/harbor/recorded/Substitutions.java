// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor.recorded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands here for what is recorded: digests of images whose bytes nobody recorded, ids and states of uploads. */
final class Substitutions {
    static final Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/([0-9a-f-]{36})(?:\\?_state=([^&]*))?");

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> firstStates = new LinkedHashMap<>();

    /** Of digests the part after the colon, which may be encoded. */
    void put(String recorded, String own) {
        texts.put(hex(recorded), hex(own));
    }

    private static String hex(String digest) {
        return digest.substring(digest.indexOf(':') + 1);
    }

    String apply(String text) {
        String result = text;
        for (Map.Entry<String, String> each : texts.entrySet()) {
            result = result.replace(each.getKey(), each.getValue());
        }
        return result;
    }

    boolean knowsUpload(String id) {
        return firstStates.containsKey(id);
    }

    /** A state of an upload that was not learned from an answer is the one that it began with. */
    void learnState(String id, String state) {
        texts.putIfAbsent(state, firstStates.getOrDefault(id, state));
    }

    /** Two Locations of the same upload. */
    void learnUpload(String recorded, String own) {
        Matcher there = UPLOAD.matcher(recorded);
        Matcher here = UPLOAD.matcher(own);
        if (there.find() && here.find()) {
            firstStates.putIfAbsent(there.group(2), here.group(3));
            texts.putIfAbsent(there.group(2), here.group(2));
            if (there.group(3) != null) {
                texts.put(there.group(3), here.group(3));
            }
        }
    }
}
