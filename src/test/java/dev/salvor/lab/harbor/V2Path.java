// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a path below {@code /v2/} means. */
sealed interface V2Path {
    /** Empty where there is none. */
    default String repository() {
        return "";
    }

    record Base() implements V2Path {}

    record Catalog() implements V2Path {}

    record Unknown() implements V2Path {}

    record Tags(String repository) implements V2Path {}

    record ManifestOf(String repository, String reference) implements V2Path {}

    record Referrers(String repository, String subject) implements V2Path {}

    record Blob(String repository, String digest) implements V2Path {}

    /** @param id empty for a POST */
    record Upload(String repository, String id) implements V2Path {}

    Pattern TAGS = below("/tags/list/?");
    Pattern MANIFEST = below("/manifests/([^/]+)");
    Pattern REFERRERS = below("/referrers/(.*)");
    Pattern UPLOAD = below("/blobs/uploads(?:/([^/]*))?");
    Pattern BLOB = below("/blobs/([^/]+)");

    private static Pattern below(String rest) {
        return Pattern.compile("/v2/(" + HarborNames.REPOSITORY + ")" + rest);
    }

    static V2Path of(String path) {
        if (path.equals("/v2/")) {
            return new Base();
        }
        if (path.matches("/v2/_catalog/?")) {
            return new Catalog();
        }
        Optional<V2Path> tags = match(TAGS, path).map(found -> new Tags(found.group(1)));
        return tags.or(() -> match(MANIFEST, path).map(found -> new ManifestOf(found.group(1), found.group(2))))
                .or(() -> match(REFERRERS, path).map(found -> new Referrers(found.group(1), found.group(2))))
                .or(() -> match(UPLOAD, path)
                        .map(found -> new Upload(
                                found.group(1),
                                Optional.ofNullable(found.group(2)).orElse(""))))
                .or(() -> match(BLOB, path).map(found -> new Blob(found.group(1), found.group(2))))
                .orElseGet(Unknown::new);
    }

    private static Optional<Matcher> match(Pattern pattern, String path) {
        return Optional.of(pattern.matcher(path)).filter(Matcher::matches);
    }
}
