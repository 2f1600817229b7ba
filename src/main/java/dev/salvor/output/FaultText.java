// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.inventory.Part;
import dev.salvor.verify.Cause;
import dev.salvor.verify.Fault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A fault in words, and for programs. */
final class FaultText {
    private FaultText() {}

    /** What it is about and what is wrong, for one of many in a table. */
    static String brief(Fault fault) {
        return switch (fault) {
            case Fault.OfContent content ->
                role(content) + " " + content.digest().shortHex() + " " + words(content.kind())
                        + (content.kind() == Fault.Kind.CHANGED ? "" : since(content));
            case Fault.OfLink link -> link.reason() + since(link);
            case Fault.OfMovedTag moved -> moved.how();
        };
    }

    /** A line: what is wrong, and what that costs. */
    static String line(Cause cause) {
        String cost = cause.images() == 0
                ? " is needed by no image"
                : " breaks " + Units.count(cause.images(), "image") + " in "
                        + Units.count(cause.repositories(), "repository");
        return switch (cause.fault()) {
            case Fault.OfContent content ->
                "1 " + subject(content) + cost
                        + (content.detail().isEmpty() ? "" : ": " + content.detail())
                        + since(content);
            case Fault.OfLink link -> "1 tag link (" + link.tag() + ")" + cost + ": " + link.reason() + since(link);
            case Fault.OfMovedTag moved -> "1 tag (" + moved.tag() + ")" + cost + ": " + moved.how();
        };
    }

    private static String subject(Fault.OfContent content) {
        boolean isManifest = content.role()
                .filter(role -> role == Part.Role.MANIFEST || role == Part.Role.INDEX)
                .isPresent();
        return (isManifest ? "manifest (" : "blob (")
                + (isManifest
                        ? ""
                        : content.role().map(role -> name(role) + " ").orElse(""))
                + content.digest()
                + (content.size() == 0 ? "" : ", " + Units.bytes(content.size()))
                + ", " + words(content.kind())
                + ")";
    }

    private static String role(Fault.OfContent content) {
        return content.role().map(FaultText::name).orElse("blob");
    }

    static String name(Part.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** Of what is missing the time of a directory says at most when it was gone. */
    private static String since(Fault.OfContent content) {
        String word = content.kind() == Fault.Kind.MISSING ? ", gone by " : ", since ";
        return content.since().map(time -> word + seconds(time)).orElse("");
    }

    private static String since(Fault.OfLink link) {
        return link.since().map(time -> ", since " + seconds(time)).orElse("");
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String words(Fault.Kind kind) {
        return switch (kind) {
            case MISSING -> "missing";
            case ZERO_BYTES -> "zero bytes";
            case TRUNCATED -> "truncated";
            case TOO_LONG -> "too long";
            case WRONG_CONTENT -> "wrong content";
            case WRONG_DESCRIPTOR -> "right, but of another size than its manifest says";
            case UNREADABLE -> "unreadable";
            case CHANGED -> "changed while reading";
            case UNSUPPORTED -> "not deliverable";
        };
    }

    /** The spelling in JSON. */
    static String name(Fault.Kind kind) {
        return switch (kind) {
            case MISSING -> "missing";
            case ZERO_BYTES -> "zeroBytes";
            case TRUNCATED -> "truncated";
            case TOO_LONG -> "tooLong";
            case WRONG_CONTENT -> "wrongContent";
            case WRONG_DESCRIPTOR -> "wrongDescriptor";
            case UNREADABLE -> "unreadable";
            case CHANGED -> "changedWhileReading";
            case UNSUPPORTED -> "unsupported";
        };
    }

    static void put(ObjectNode node, Fault fault) {
        switch (fault) {
            case Fault.OfContent content ->
                node.put("role", role(content))
                        .put("digest", content.digest().toString())
                        .put("bytes", content.size())
                        .put("kind", name(content.kind()))
                        .put("reason", content.detail())
                        .put("file", PathText.of(content.file()))
                        .put("since", content.since().map(Instant::toString).orElse(null));
            case Fault.OfLink link ->
                node.put("role", "link")
                        .put("tag", link.tag().toString())
                        .put("kind", link.unreadable() ? "unreadable" : "brokenLink")
                        .put("reason", link.reason())
                        .put("file", link.file().map(PathText::of).orElse(null))
                        .put("since", link.since().map(Instant::toString).orElse(null));
            case Fault.OfMovedTag moved ->
                node.put("role", "link")
                        .put("tag", moved.tag().toString())
                        .put("kind", name(Fault.Kind.CHANGED))
                        .put("reason", moved.how());
        }
    }
}
