// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads addresses. What comes out has names by their grammar only, in which nothing leads out of a directory: no dots alone, no empty
 * components, no NUL, and no escapes but that of a colon, which are all that a name can need.
 */
final class RouteParser {
    private static final String BASE = "/v2/";

    private RouteParser() {}

    /** @param target path and query */
    static Route parse(String target) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        return switch (path) {
            case "/livez" -> new Route.Live();
            case "/readyz" -> new Route.Ready();
            case BASE, "/v2" -> new Route.Version();
            case "/v2/_catalog" -> paged(query, Route.OfRepositories::new);
            default ->
                path.startsWith(BASE)
                        ? below(
                                path.substring(BASE.length())
                                        .replace("%3A", ":")
                                        .replace("%3a", ":"),
                                query)
                        : wrong(Complaint.Code.NAME_UNKNOWN, "there is only " + BASE + " here");
        };
    }

    private static Route below(String path, String query) {
        int last = path.lastIndexOf('/');
        int before = path.lastIndexOf('/', last - 1);
        if (before < 1) {
            return wrong(Complaint.Code.NAME_UNKNOWN, "a registry has nothing at this address");
        }
        Optional<RepositoryName> name = RepositoryName.tryParse(path.substring(0, before));
        if (name.isEmpty()) {
            return wrong(Complaint.Code.NAME_INVALID, "no repository can be called so");
        }
        String end = path.substring(last + 1);
        return switch (path.substring(before + 1, last)) {
            case "manifests" -> manifest(name.get(), end);
            case "blobs" -> digest(end, digest -> new Route.OfBlob(name.get(), digest));
            case "referrers" ->
                digest(end, digest -> new Route.OfReferrers(name.get(), digest, value(query, "artifactType")));
            case "tags" ->
                end.equals("list")
                        ? paged(query, page -> new Route.OfTags(name.get(), page))
                        : wrong(Complaint.Code.NAME_UNKNOWN, "a registry has nothing at this address");
            default -> wrong(Complaint.Code.NAME_UNKNOWN, "a registry has nothing at this address");
        };
    }

    private static Route manifest(RepositoryName name, String reference) {
        if (reference.indexOf(':') >= 0) {
            return digest(reference, digest -> new Route.OfManifest(name, digest));
        }
        return Tag.tryParse(reference)
                .<Route>map(tag -> new Route.OfManifest(name, tag))
                .orElseGet(() -> wrong(Complaint.Code.MANIFEST_UNKNOWN, "no tag can be called so"));
    }

    private static Route digest(String text, Function<Digest, Route> of) {
        return Digest.tryParse(text)
                .map(of)
                .orElseGet(() -> wrong(
                        Complaint.Code.DIGEST_INVALID, "a digest is sha256: or sha512: and its digits, in lower case"));
    }

    private static Route paged(String query, Function<Page, Route> of) {
        return Page.of(value(query, "n"), value(query, "last"))
                .map(of)
                .orElseGet(() -> wrong(Complaint.Code.PAGINATION_NUMBER_INVALID, "n is a number of names"));
    }

    /** The first of this name. */
    private static Optional<String> value(String query, String name) {
        return Stream.of(query.split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .findFirst()
                .map(pair -> decoded(pair.substring(name.length() + 1)));
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private static Route wrong(Complaint.Code code, String message) {
        return new Route.Wrong(new Complaint(code, message));
    }
}
