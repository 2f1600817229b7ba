// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import dev.salvor.registry.http.UnusableAnswerException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A listing over all its pages, which follow each other by Link (RFC 8288). */
final class Pages {
    private final Sender sender;
    private final Access access;

    Pages(Sender sender, Access access) {
        this.sender = sender;
        this.access = access;
    }

    /** The strings of a listing, or the answer that was no page. */
    sealed interface Listing {
        record Complete(List<String> names) implements Listing {}

        record Failed(Answer answer) implements Listing {}
    }

    /** @throws IOException if no answer came, one that is no listing, or pages that never end */
    Listing read(URI first, String field) throws IOException {
        List<String> names = new ArrayList<>();
        Set<URI> seen = new HashSet<>();
        Optional<URI> page = Optional.of(first);
        while (page.isPresent()) {
            URI current = page.get();
            if (!seen.add(current)) {
                throw new UnusableAnswerException("the pages of " + first.getPath() + " lead in a circle");
            }
            Answer answer = sender.send(Request.of("GET", current, access));
            if (answer.status() != 200) {
                return new Listing.Failed(answer);
            }
            JsonNode json = answer.json()
                    .filter(JsonNode::isObject)
                    .orElseThrow(
                            () -> new UnusableAnswerException("the answer to " + current.getPath() + " is no listing"));
            // null instead of an empty array: distribution 2.8 does that (protocol.md §5.2)
            json.path(field).forEach(name -> names.add(name.asText("")));
            page = next(current, answer);
        }
        return new Listing.Complete(names);
    }

    private static Optional<URI> next(URI current, Answer answer) {
        return answer.headers("link").stream()
                .flatMap(header -> LinkHeader.targets(header, "next").stream())
                .flatMap(target -> Location.resolve(current, target).stream())
                .filter(target -> target.getHost().equalsIgnoreCase(current.getHost()))
                .findFirst();
    }
}
