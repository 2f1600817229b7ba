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

/**
 * A listing over all its pages, which follow each other by Link (RFC 8288). A page that cannot be read is an error, never the end: the
 * names that it would have brought may be those that must not be overwritten.
 */
final class Pages {
    private final Sender sender;
    private final Access access;
    private final URI base;
    private final Request.Repeat repeat;

    /** @param base the registry's address; all pages are asked for there */
    Pages(Sender sender, Access access, URI base, Request.Repeat repeat) {
        this.repeat = repeat;
        this.sender = sender;
        this.access = access;
        this.base = base;
    }

    /** The strings of a listing, or the answer that was no page. */
    sealed interface Listing {
        record Complete(List<String> names) implements Listing {}

        /** Already the first page was refused. */
        record Failed(Answer answer) implements Listing {}

        /** A later page was refused: what that answer says is not said of the whole. */
        record Torn(URI page, Answer answer) implements Listing {
            Refusal refusal() {
                Refusal refusal = Refusal.of(answer);
                String words = "the listing's next page " + page.getPath() + "?" + page.getQuery() + ": "
                        + (refusal.words().isEmpty() ? answer.status() : refusal.words());
                boolean deniesTheWhole = refusal.reason() == Refusal.Reason.REPOSITORY_MISSING;
                return new Refusal(
                        deniesTheWhole ? Refusal.Reason.UNEXPECTED : refusal.reason(), refusal.status(), words);
            }
        }
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
            Answer answer = sender.send(Request.of("GET", current, access).with(repeat));
            if (answer.status() != 200) {
                return current.equals(first) ? new Listing.Failed(answer) : new Listing.Torn(current, answer);
            }
            strings(current, answer, field).forEach(name -> names.add(name.asText("")));
            page = next(current, answer);
        }
        return new Listing.Complete(names);
    }

    /** null instead of an empty array: distribution 2.8 does that (protocol.md §5.2). */
    private static JsonNode strings(URI page, Answer answer, String field) throws UnusableAnswerException {
        return answer.json()
                .filter(json -> answer.errors().isEmpty() && json.has(field))
                .map(json -> json.get(field))
                .filter(list -> list.isArray() || list.isNull())
                .orElseThrow(() -> new UnusableAnswerException("the answer to " + page.getPath() + " is no listing: "
                        + (answer.errors().isEmpty()
                                ? "it has no \"" + field + "\""
                                : Refusal.of(answer).words())));
    }

    private Optional<URI> next(URI current, Answer answer) throws UnusableAnswerException {
        for (String header : answer.headers("link")) {
            Optional<String> target =
                    LinkHeader.targets(header, "next").stream().findFirst();
            if (target.isPresent() || LinkHeader.names(header, "next")) {
                return Optional.of(target.flatMap(text -> Location.onSameHost(current, text, base))
                        .orElseThrow(() -> new UnusableAnswerException("after " + current.getPath()
                                + " comes another page, whose Link is no address: \"" + header + "\"")));
            }
        }
        return Optional.empty();
    }
}
