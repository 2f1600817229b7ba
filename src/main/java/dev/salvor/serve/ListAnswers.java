// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedTag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists of names. That of a repository is kept for a few seconds: whoever pages through it would have it read once for each page. */
final class ListAnswers {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int KEPT = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServedNames names;
    private final Chosen chosen;
    private final InstantSource clock;
    private final Map<RepositoryName, Listing> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RepositoryName, Listing> eldest) {
            return size() > KEPT;
        }
    };

    private record Listing(List<String> tags, Instant at) {}

    ListAnswers(ServedNames names, Chosen chosen, InstantSource clock) {
        this.names = names;
        this.chosen = chosen;
        this.clock = clock;
    }

    Reply repositories(Page page) {
        Page.Cut cut = page.of(names.all(), "/v2/_catalog");
        ObjectNode body = JSON.createObjectNode();
        cut.names().forEach(body.putArray("repositories")::add);
        return reply(body, cut);
    }

    /** Those that are damaged as well: whoever asks for one is told why it does not come. */
    Reply tags(RepositoryName served, RepositoryName repository, Page page) {
        Optional<List<String>> all = tags(repository);
        if (all.isEmpty()) {
            return new Complaint(Complaint.Code.NAME_UNKNOWN, "there is no such repository").reply();
        }
        Page.Cut cut = page.of(all.get(), "/v2/" + served + "/tags/list");
        ObjectNode body = JSON.createObjectNode().put("name", served.value());
        cut.names().forEach(body.putArray("tags")::add);
        return reply(body, cut);
    }

    private Optional<List<String>> tags(RepositoryName repository) {
        synchronized (kept) {
            Listing known = kept.get(repository);
            if (known != null && known.at().plus(FRESH).isAfter(clock.instant())) {
                return Optional.of(known.tags());
            }
        }
        Instant now = clock.instant();
        Optional<List<String>> found = chosen.all(repository)
                .map(selected -> Stream.concat(
                                selected.tags().stream().map(ScannedTag::tag),
                                selected.broken().stream().map(BrokenTag::tag))
                        .map(tag -> tag.value())
                        .sorted()
                        .toList());
        synchronized (kept) {
            kept.remove(repository);
            found.ifPresent(tags -> kept.put(repository, new Listing(tags, now)));
        }
        return found;
    }

    private static Reply reply(ObjectNode body, Page.Cut cut) {
        try {
            Reply reply = Reply.of(
                    200, Map.of("Content-Type", "application/json"), new ReplyBody.Bytes(JSON.writeValueAsBytes(body)));
            return cut.next().map(link -> reply.with("Link", link)).orElse(reply);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
