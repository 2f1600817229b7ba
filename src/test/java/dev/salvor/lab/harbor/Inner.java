// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import dev.salvor.lab.LabHttp;
import java.util.List;

/** The way to the registry behind. It lets everybody in: only this server knows its address. */
final class Inner {
    private static final List<String> PASSED =
            List.of("Accept", "Content-Type", "Content-Range", "Range", "If-None-Match");

    private final LabHttp http;

    Inner(LabHttp http) {
        this.http = http;
    }

    /** The request as it came. */
    HttpAnswer pass(HttpRequest request) {
        return pass(request, request.head().path());
    }

    /** @param target in place of the request's path and query */
    HttpAnswer pass(HttpRequest request, String target) {
        LabHttp decorated = http.with(inner -> {
            inner.header("X-Forwarded-Host", request.head().header("Host"));
            String scheme = request.head().header("X-Forwarded-Proto");
            inner.header("X-Forwarded-Proto", scheme.isEmpty() ? "http" : scheme);
            for (String name : PASSED) {
                String value = request.head().header(name);
                if (!value.isEmpty()) {
                    inner.header(name, value);
                }
            }
            return inner;
        });
        return HttpAnswer.of(decorated.send(request.method(), target, request.body()));
    }

    /** The bytes of a blob, none if it is not there. */
    byte[] blob(String repository, String digest) {
        var answer = http.get("/v2/" + repository + "/blobs/" + digest);
        return answer.statusCode() == 200 ? answer.body() : new byte[0];
    }

    /** A manifest with its Content-Type, from one repository to another of the same storage. */
    HttpAnswer copy(String from, String to, Artifact artifact) {
        artifact.manifest()
                .stored()
                .keySet()
                .forEach(blob -> http.send(
                        "POST", "/v2/" + to + "/blobs/uploads/?mount=" + blob + "&from=" + from, new byte[0]));
        String type = artifact.manifest().mediaType();
        byte[] bytes = http.get("/v2/" + from + "/manifests/" + artifact.digest(), "Accept", type)
                .body();
        return HttpAnswer.of(
                http.send("PUT", "/v2/" + to + "/manifests/" + artifact.digest(), bytes, "Content-Type", type));
    }
}
