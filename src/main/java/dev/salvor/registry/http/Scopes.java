// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Scopes of tokens: {@code type:name:actions} (distribution, spec/auth/scope.md). Those of a challenge are untrusted. */
final class Scopes {
    private static final int MOST = 8;
    private static final int LONGEST = 400;

    private Scopes() {}

    /**
     * What a registry's 401 wants beyond what was asked for: another action ({@code metadata_read} in Azure), another repository.
     *
     * @param asked for the token that was not good enough
     */
    static List<String> missing(List<String> asked, Answer answer) {
        return Challenge.parse(answer.headers("www-authenticate")).stream()
                .flatMap(challenge -> challenge instanceof Challenge.Bearer(var _, var _, String scope, var _)
                        ? Arrays.stream(scope.split("\\s+"))
                        : Stream.empty())
                .filter(scope -> !scope.isEmpty() && scope.length() <= LONGEST)
                .filter(Predicate.not(scope -> covers(asked, scope)))
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static boolean covers(List<String> asked, String scope) {
        return asked.stream()
                .anyMatch(each ->
                        resource(each).equals(resource(scope)) && actions(each).containsAll(actions(scope)));
    }

    /** A repository's name may have a port in it. */
    private static String resource(String scope) {
        return scope.substring(0, Math.max(0, scope.lastIndexOf(':')));
    }

    private static Set<String> actions(String scope) {
        return Set.copyOf(
                Arrays.asList(scope.substring(scope.lastIndexOf(':') + 1).split(",")));
    }
}
