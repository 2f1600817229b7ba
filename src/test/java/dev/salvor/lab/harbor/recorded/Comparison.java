// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tells how an answer differs from a recorded one, in what matters to a client. */
final class Comparison {
    private static final List<String> HEADERS = List.of(
            "Www-Authenticate",
            "Location",
            "Docker-Content-Digest",
            "Docker-Distribution-Api-Version",
            "Content-Type",
            "Content-Range",
            "Link",
            "Range",
            "X-Total-Count",
            "Oci-Subject",
            "Oci-Filters-Applied",
            "Allow");

    private static final Pattern HOST = Pattern.compile("127\\.0\\.0\\.1:\\d+");
    private static final Pattern UPLOAD = Pattern.compile("/uploads/[0-9a-f-]{36}\\?_state=[^&\"]*");
    private static final Pattern ID = Pattern.compile("^(/api/v2\\.0/.*/)\\d+$");
    private static final Pattern NUMBERED = Pattern.compile("under the repository \\d+");

    private final Substitutions substitutions;
    private final Recording recording;
    private final HttpResponse<byte[]> answer;
    private final List<String> differences = new ArrayList<>();

    private Comparison(Substitutions substitutions, Recording recording, HttpResponse<byte[]> answer) {
        this.substitutions = substitutions;
        this.recording = recording;
        this.answer = answer;
    }

    /** Empty if there is no difference. */
    static List<String> differences(Substitutions substitutions, Recording recording, HttpResponse<byte[]> answer) {
        Comparison comparison = new Comparison(substitutions, recording, answer);
        comparison.compare();
        return comparison.differences;
    }

    private void compare() {
        expect("status", Integer.toString(recording.status()), Integer.toString(answer.statusCode()));
        for (String header : HEADERS) {
            expect(
                    header,
                    recorded(header),
                    shape(answer.headers().firstValue(header).orElse("none")));
        }
        boolean recordedSession = recorded("Set-Cookie").startsWith("sid=");
        boolean ownSession =
                answer.headers().firstValue("Set-Cookie").orElse("").startsWith("sid=");
        expect("sid cookie", Boolean.toString(recordedSession), Boolean.toString(ownSession));
        if (recording.method().equals("HEAD")) {
            // Of an empty answer to HEAD Harbor does not say that it is empty.
            recording
                    .responseHeader("Content-Length")
                    .ifPresent(length -> expect(
                            "Content-Length",
                            length,
                            answer.headers().firstValue("Content-Length").orElse("none")));
            return;
        }
        compareBodies();
        recording.access().ifPresent(access -> expect("access", granted(access), granted(ownAccess())));
    }

    private String recorded(String header) {
        return shape(substitutions.apply(recording.responseHeader(header).orElse("none")));
    }

    /** Without what differs from run to run. */
    private static String shape(String value) {
        String hostless = HOST.matcher(value).replaceAll("HOST");
        String stateless = UPLOAD.matcher(hostless).replaceAll("/uploads/ID?_state=STATE");
        return ID.matcher(stateless).replaceAll("$1ID");
    }

    private void compareBodies() {
        String recordedBody = substitutions.apply(recording.responseBody());
        String ownBody = new String(answer.body(), StandardCharsets.UTF_8);
        // Blobs have the right size and other bytes (DiskSeed).
        boolean isBlob = recording.responseHeader("Content-Type").orElse("").equals("application/octet-stream");
        boolean isJson = !isBlob && (recordedBody.startsWith("{") || recordedBody.startsWith("["));
        if (isJson && (ownBody.startsWith("{") || ownBody.startsWith("["))) {
            expect("body", essence(Recording.json(recordedBody)), essence(Recording.json(ownBody)));
        } else if (isJson) {
            expect("body", recordedBody, ownBody);
        }
    }

    /** Code and message of errors, all of what /v2 lists, names and amounts of what the API says. */
    private static String essence(JsonNode body) {
        StringBuilder essence = new StringBuilder();
        if (body.has("tags") && body.has("name") || body.has("repositories")) {
            return body.toString();
        }
        collect(body, "", essence);
        return NUMBERED.matcher(essence).replaceAll("under the repository ID");
    }

    private static final List<String> ESSENTIAL = List.of(
            "code",
            "message",
            "name",
            "digest",
            "child_digest",
            "storage",
            "public",
            "read_only",
            "harbor_version",
            "project_creation_restriction",
            "current_user_role_id",
            "artifact_count",
            "manifest_media_type",
            "artifactType",
            "username",
            "access_token",
            "immutable",
            "expires_in");

    private static final List<String> COUNTED = List.of("", "errors", "tags", "references", "manifests", "components");

    private static void collect(JsonNode node, String name, StringBuilder essence) {
        if (node.isValueNode()) {
            if (ESSENTIAL.contains(name)) {
                essence.append(name).append('=').append(node.asText()).append('\n');
            }
            return;
        }
        if (node.isArray() && COUNTED.contains(name)) {
            essence.append(name).append(" x ").append(node.size()).append('\n');
        }
        if (node.isArray()) {
            node.forEach(each -> collect(each, name, essence));
            return;
        }
        for (String field : new TreeSet<>(
                node.propertyStream().map(java.util.Map.Entry::getKey).toList())) {
            collect(node.path(field), field, essence);
        }
    }

    private JsonNode ownAccess() {
        String token = Recording.json(new String(answer.body(), StandardCharsets.UTF_8))
                .path("token")
                .asText();
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return Recording.json(new String(claims, StandardCharsets.UTF_8)).path("access");
    }

    /** The actions come in any order. */
    private static String granted(JsonNode access) {
        StringBuilder granted = new StringBuilder();
        for (JsonNode each : access) {
            TreeSet<String> actions = new TreeSet<>();
            each.path("actions").forEach(action -> actions.add(action.asText()));
            granted.append(each.path("type").asText())
                    .append(':')
                    .append(each.path("name").asText())
                    .append(actions)
                    .append('\n');
        }
        return granted.toString();
    }

    private void expect(String what, String recordedValue, String own) {
        if (!recordedValue.equals(own)) {
            differences.add(what + ": recorded " + recordedValue.strip() + ", here " + own.strip());
        }
    }
}
