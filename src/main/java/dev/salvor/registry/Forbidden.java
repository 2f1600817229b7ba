// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.http.Answer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells what a 403 is about: who asks and where, so that every request there meets it, or only the thing that was sent. */
final class Forbidden {
    /** Distribution, Docker Hub, Quay, GHCR, ECR and Artifact Registry, in this order, of an account without the right. */
    private static final Pattern ACCOUNT = Pattern.compile(
            "(?i)requested access to the resource is denied"
                    + "|access to the requested resource|unauthorized|not authorized|permission_denied|\\bpermission \"|insufficient.scope");

    /** Content trust, scanners and rules about tags: "The image is not signed", "tag v1 is protected", "layer blocked by policy". */
    private static final Pattern THING = Pattern.compile(
            "(?i)\\b(tags?|manifests?|images?|blobs?|layers?|digests?|artifacts?|signatures?|signed|content trust|vulnerab\\w*|malware|polic(y|ies)|overwrit\\w*|immutable|protected)\\b");

    private static final Pattern PLACE = Pattern.compile(
            "(?i)\\b(accounts?|users?|permissions?|access|repository|repositories|projects?|namespaces?|organi[sz]ations?|tokens?|roles?|scopes?|quota|read.only|pull only|license|subscription)\\b");

    private Forbidden() {}

    /** Whether its words are of the account, the repository or the project. Without words, or in others, it is of one thing. */
    static boolean speaksOfTheAccount(Answer answer) {
        if (answer.isOfTokenService() || answer.hasError("UNAUTHORIZED")) {
            return true;
        }
        String words = words(answer);
        return ACCOUNT.matcher(words).find()
                || !THING.matcher(words).find() && PLACE.matcher(words).find();
    }

    /** All that its errors say, without their codes. */
    static String words(Answer answer) {
        return answer.errors().stream()
                .map(error -> error.message() + " " + error.detail())
                .collect(Collectors.joining(" "));
    }
}
