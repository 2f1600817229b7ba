// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An answer, read whole.
 *
 * @param headers by lower-case name
 * @param notes what is to be known of how it came
 */
public record Answer(int status, Map<String, List<String>> headers, byte[] body, Set<Note> notes) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_WORDS = 2_000;
    private static final Pattern LOGIN_ENDED = Pattern.compile(
            "(token|session|credentials?|password|login|authorization|authentication)[^\"<>]{0,40} (has |have |is |are )?expired"
                    + "|expired (token|session|credentials?|password|login)|re-?authenticate|ExpiredToken",
            Pattern.CASE_INSENSITIVE);

    /** One entry of an error body; empty strings where it says nothing (distribution-spec, "Error Codes"). */
    public record Error(String code, String message, String detail) {}

    /** What an answer's own bytes do not say. */
    public enum Note {
        OF_TOKEN_SERVICE,
        REDIRECTED,
        WAITED_FOR
    }

    public Answer {
        notes = Set.copyOf(notes);
    }

    public Answer(int status, Map<String, List<String>> headers, byte[] body) {
        this(status, headers, body, Set.of());
    }

    Answer ofTokenService() {
        return with(Note.OF_TOKEN_SERVICE);
    }

    /** @param location what its Location means there; empty if it has none */
    public Answer redirected(Optional<URI> location) {
        Map<String, List<String>> all = new HashMap<>(headers);
        location.ifPresent(place -> all.put("location", List.of(place.toString())));
        return new Answer(status, all, body, notes).with(Note.REDIRECTED);
    }

    Answer waitedFor() {
        return with(Note.WAITED_FOR);
    }

    private Answer with(Note note) {
        Set<Note> all = EnumSet.of(note);
        all.addAll(notes);
        return new Answer(status, headers, body, all);
    }

    /** Whether the token service refused, so that the request itself was never sent. */
    public boolean isOfTokenService() {
        return notes.contains(Note.OF_TOKEN_SERVICE);
    }

    /** Whether it comes from where a redirect led to. */
    public boolean isRedirected() {
        return notes.contains(Note.REDIRECTED);
    }

    /** Whether it asks for a pause, and so much was waited for such words already that no more will be. */
    public boolean isWaitedFor() {
        return notes.contains(Note.WAITED_FOR);
    }

    public List<String> headers(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of());
    }

    public Optional<String> header(String lowerCaseName) {
        return headers(lowerCaseName).stream().findFirst();
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** In bytes, as the header says, also of a HEAD; negative if it does not. */
    public long contentLength() {
        try {
            return header("content-length").map(Long::parseLong).orElse(-1L);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The body as JSON; empty if it is none, such as a proxy's page. */
    public Optional<JsonNode> json() {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(node -> !node.isMissingNode());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What the registry says went wrong; empty for a body that isn't a registry's, and for every HEAD. */
    public List<Error> errors() {
        List<Error> errors = new ArrayList<>();
        json().ifPresent(node -> node.path("errors")
                .forEach(each -> errors.add(
                        new Error(text(each.path("code")), text(each.path("message")), text(each.path("detail"))))));
        return errors;
    }

    public boolean hasError(String code) {
        return errors().stream().anyMatch(error -> error.code().equals(code));
    }

    /** Whether any of the messages or details contains these words. */
    public boolean says(String words) {
        return errors().stream()
                .anyMatch(error ->
                        error.message().contains(words) || error.detail().contains(words));
    }

    /**
     * ENOSPC, which distribution passes on in the detail of a 500: in Linux's words when a blob's bytes find no room, as
     * {@code {"DriverName":"filesystem","Enclosed":{"Op":"write",…,"Err":28}}} when already its session does (seen in 2.8.2).
     */
    public boolean saysThatTheDiskIsFull() {
        return status == 507 || says("no space left on device") || says("\"Err\":28}");
    }

    /** Its session is gone, or has another state than the Location says (protocol.md §3.4). */
    public boolean saysThatTheUploadIsUnknown() {
        return hasError("BLOB_UPLOAD_UNKNOWN") || hasError("BLOB_UPLOAD_INVALID");
    }

    /**
     * That a login which was good is over: ECR's 403 after twelve hours, in JSON or as bare text, and others' 401. What a page says is
     * not the registry's.
     */
    public boolean saysThatTheLoginEnded() {
        if (status != 400 && status != 401 && status != 403) {
            return false;
        }
        String text = new String(body, 0, Math.min(body.length, LONGEST_WORDS), StandardCharsets.UTF_8);
        return !text.stripLeading().startsWith("<") && LOGIN_ENDED.matcher(text).find();
    }

    private static String text(JsonNode node) {
        return node.isContainerNode() ? node.toString() : node.asText("");
    }
}
