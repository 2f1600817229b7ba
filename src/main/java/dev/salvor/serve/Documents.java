// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.image.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers that have content by its digest, which is its entity tag as well: it never changes. */
final class Documents {
    private static final String RANGE = "Content-Range";

    private Documents() {}

    /** A manifest: small, and never sent in part. */
    static Reply manifest(Digest digest, String mediaType, byte[] bytes, Asked asked) {
        Map<String, String> headers = headers(digest, mediaType);
        return isKnown(asked.conditions(), tag(digest))
                ? Reply.of(304, headers, new ReplyBody.None())
                : Reply.of(200, headers, new ReplyBody.Bytes(bytes));
    }

    static Reply blob(Digest digest, ReplyBody.Stored all, Asked asked) {
        String tag = tag(digest);
        Map<String, String> headers = headers(digest, "application/octet-stream");
        headers.put("Accept-Ranges", "bytes");
        if (isKnown(asked.conditions(), tag)) {
            return Reply.of(304, headers, new ReplyBody.None());
        }
        // a range says nothing to a HEAD (RFC 9110, section 14.2)
        ByteRange range = asked.isHead() ? new ByteRange.Whole() : ByteRange.of(asked.conditions(), tag, all.length());
        return switch (range) {
            case ByteRange.Whole _ -> Reply.of(200, headers, all);
            case ByteRange.Part(long offset, long length) -> {
                headers.put(RANGE, "bytes " + offset + "-" + (offset + length - 1) + "/" + all.length());
                yield Reply.of(206, headers, new ReplyBody.Stored(all.content(), offset, length));
            }
            case ByteRange.Outside _ ->
                new Reply(
                        416,
                        Map.of(RANGE, "bytes */" + all.length(), "Accept-Ranges", "bytes"),
                        new ReplyBody.Bytes(new byte[0]),
                        "the blob has " + all.length() + " bytes, none of them in this range");
        };
    }

    private static Map<String, String> headers(Digest digest, String mediaType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", mediaType);
        headers.put("Docker-Content-Digest", digest.toString());
        headers.put("ETag", tag(digest));
        return headers;
    }

    private static String tag(Digest digest) {
        return "\"" + digest + "\"";
    }

    private static boolean isKnown(Asked.Conditions conditions, String tag) {
        Optional<String> known = conditions.ifNoneMatch();
        return known.isPresent()
                && Stream.of(known.get().split(","))
                        .map(String::strip)
                        .anyMatch(each -> each.equals("*") || each.equals(tag) || each.equals("W/" + tag));
    }
}
