// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Uploads and mounts of blobs (10, 11, 13). */
final class Uploads {
    private static final int CREATED = 201;
    /** The registry behind takes a name of so many characters, Harbor's does not (10 "POST repository name of 255 characters"). */
    private static final int TOO_LONG = 255;

    private final State state;
    private final Inner inner;
    /** Bytes that came by PATCH, by the upload's id. */
    private final Map<String, Long> patched = new ConcurrentHashMap<>();

    Uploads(State state, Inner inner) {
        this.state = state;
        this.inner = inner;
    }

    HttpAnswer answer(HttpRequest request, V2Path.Upload upload) {
        Project project =
                state.project(HarborNames.project(upload.repository())).orElseThrow();
        return switch (request.method()) {
            case "POST" -> post(request, upload, project);
            case "PATCH" -> patch(request, upload);
            case "PUT" -> put(request, upload, project);
            default -> inner.pass(request);
        };
    }

    private HttpAnswer post(HttpRequest request, V2Path.Upload upload, Project project) {
        Pushes.refuseProxy(project);
        if (upload.repository().length() == TOO_LONG) {
            return HttpAnswer.text(500, "application/json; charset=utf-8", "{}\n")
                    .with("Docker-Distribution-Api-Version", "registry/2.0");
        }
        if (Gate.mountSource(request, upload).isEmpty()) {
            project.quota().checkBeforeUpload();
            return inner.pass(request);
        }
        String digest = request.parameter("mount").orElseThrow();
        Optional<Long> size = state.sizeOfKnown(digest);
        Map<String, Long> wanted = size.map(bytes -> Map.of(digest, bytes)).orElse(Map.of());
        return project.quota().charge(wanted, () -> inner.pass(request));
    }

    private HttpAnswer patch(HttpRequest request, V2Path.Upload upload) {
        HttpAnswer answer = inner.pass(request);
        answer.header("Range")
                .map(range -> Long.parseLong(range.substring(range.indexOf('-') + 1)) + 1)
                .ifPresent(bytes -> patched.put(upload.id(), bytes));
        return answer;
    }

    private HttpAnswer put(HttpRequest request, V2Path.Upload upload, Project project) {
        String digest = request.parameter("digest").orElse("");
        if (digest.isEmpty()) {
            throw HttpRefusal.badRequest("exist blob require digest");
        }
        // A body of no announced length counts as nothing (13 "PUT 15000 bytes with chunked transfer encoding").
        long sent = request.announcesLength() ? request.body().length : 0;
        long size = sent > 0 ? sent : patched.getOrDefault(upload.id(), 0L);
        HttpAnswer answer = project.quota().charge(Map.of(digest, size), () -> inner.pass(request));
        if (answer.status() == CREATED) {
            patched.remove(upload.id());
            answer.header("Docker-Content-Digest").ifPresent(canonical -> state.know(canonical, size));
        }
        return answer;
    }
}
