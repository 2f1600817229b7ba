// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.util.List;

/** What a registry asks for with a 401: one challenge of its {@code WWW-Authenticate} headers. */
public sealed interface Challenge {

    /** User name and password with every request (RFC 7617). */
    record Basic(String realm) implements Challenge {}

    /**
     * A token of a token service (protocol.md §4.1). What the challenge does not say is an empty string.
     *
     * @param realm the address of the token service
     * @param service the name by which the token service knows the registry
     * @param scope what the request needs, such as {@code repository:a/b:pull,push}; several joined by spaces
     * @param error why the token that was sent does not do: {@code invalid_token} or {@code insufficient_scope}
     */
    record Bearer(String realm, String service, String scope, String error) implements Challenge {}

    /** Anything else, such as {@code Negotiate}. */
    record Other(String scheme) implements Challenge {}

    /**
     * Reads all headers of one answer. What cannot be understood is skipped: an empty list means that the registry
     * asks for nothing, as Harbor does for a project that is not there (protocol.md §4.2).
     */
    static List<Challenge> parse(List<String> headers) {
        return headers.stream()
                .flatMap(header -> new ChallengeParser(header).parse().stream())
                .toList();
    }
}
