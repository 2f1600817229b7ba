// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a registry says it has: {@code _catalog} and {@code tags/list}, all pages. */
record RegistryListing(LabHttp http, Findings findings) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; *rel=\"?next\"?");

    List<String> repositories() {
        return all("/v2/_catalog", "repositories", 200);
    }

    /** Of a repository into which blobs went but no manifest, a 404 is right (protocol.md §1.6). */
    List<String> tags(String repository) {
        return all("/v2/" + repository + "/tags/list", "tags", 404);
    }

    private List<String> all(String first, String field, int emptyStatus) {
        List<String> names = new ArrayList<>();
        Optional<String> next = Optional.of(first);
        while (next.isPresent()) {
            HttpResponse<byte[]> answer = http.get(next.get());
            if (answer.statusCode() == 200) {
                json(answer).path(field).forEach(name -> names.add(name.asText()));
            } else if (answer.statusCode() != emptyStatus) {
                findings.add("GET " + next.get() + " was answered " + answer.statusCode());
            }
            next = answer.headers()
                    .firstValue("Link")
                    .map(NEXT::matcher)
                    .filter(Matcher::find)
                    .map(link -> link.group(1));
        }
        return names;
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(answer.uri().toString(), e);
        }
    }
}
