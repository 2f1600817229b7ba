// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import dev.salvor.lab.HttpHead;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request with its body.
 *
 * @param path as Harbor's nginx hands it on: decoded once, repeated slashes merged (15, 17 "GET repository with slash, single encoding")
 * @param query undecoded, may be empty
 */
record HttpRequest(HttpHead head, String path, String query, byte[] body) {

    static HttpRequest of(HttpHead head, byte[] body) {
        int mark = head.path().indexOf('?');
        String path = mark < 0 ? head.path() : head.path().substring(0, mark);
        String query = mark < 0 ? "" : head.path().substring(mark + 1);
        return new HttpRequest(head, decoded(path).replaceAll("/+", "/"), query, body);
    }

    static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    String method() {
        return head.method();
    }

    boolean isRead() {
        return method().equals("GET") || method().equals("HEAD");
    }

    boolean announcesLength() {
        return !head.header("Content-Length").isEmpty();
    }

    boolean hasAuthorization() {
        return !head.header("Authorization").isEmpty();
    }

    List<String> parameters(String name) {
        return Stream.of(query.split("&"))
                .filter(each -> each.startsWith(name + "="))
                .map(each -> URLDecoder.decode(each.substring(name.length() + 1), StandardCharsets.UTF_8))
                .toList();
    }

    Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }
}
