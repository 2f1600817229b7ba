// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rows of one database that give its tags (protocol.md §1.11). Tables come in any order; tags wait for the others. */
final class HarborTables {
    private static final String TAG = "tag";
    private static final String ARTIFACT = "artifact";
    private static final String REPOSITORY = "repository";
    private static final String TRASH = "artifact_trash";

    /** The tables without which there is no tag; the repository's name is in the artifact's row, too. */
    static final List<String> NEVER_MISSING = List.of(ARTIFACT, TAG);

    /** The columns that are wanted of each table. */
    private static final Map<String, List<String>> COLUMNS = Map.of(
            TAG, List.of("repository_id", "artifact_id", "name", "push_time"),
            ARTIFACT, List.of("id", "digest", "repository_name"),
            REPOSITORY, List.of("repository_id", "name"),
            TRASH, List.of("repository_name", "digest"));

    /** Those without which a row says nothing: a table that lacks one is another one of that name. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            TAG, List.of("artifact_id", "name"),
            ARTIFACT, List.of("id", "digest"),
            REPOSITORY, List.of("repository_id", "name"),
            TRASH, List.of("repository_name"));

    /** One more than a repository's name may have (distribution-spec): what is cut here stays illegal. */
    private static final int LONGEST_NAME = 256;

    private final Set<String> seen = new TreeSet<>();
    private final Set<String> usable = new TreeSet<>();
    private final Set<String> ended = new TreeSet<>();
    private final RowIndex artifacts = new RowIndex();
    private final List<Digest> digests = new ArrayList<>();
    /** The repository of each digest, as the artifact's own row has it; empty if it does not. */
    private final List<String> ofDigests = new ArrayList<>();

    private final Map<Long, String> repositories = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, List<Digest>> deleted = new HashMap<>();
    private final WaitingTags tags = new WaitingTags();

    /** Notes that there is such a table. @return the columns of its rows that are wanted; empty if none is */
    Optional<int[]> begin(CopyBlock block) {
        seen.add(block.table());
        List<String> needed = NEEDED.get(block.table());
        if (needed == null || !block.columns().containsAll(needed)) {
            return Optional.empty();
        }
        usable.add(block.table());
        return Optional.of(block.places(COLUMNS.get(block.table())));
    }

    /** All of its rows were there. */
    void end(CopyBlock block) {
        ended.add(block.table());
    }

    /** Whether all is known that was deleted on purpose. */
    boolean knowsDeleted() {
        return usable.contains(TRASH) && ended.contains(TRASH) && ended.contains(ARTIFACT);
    }

    /** @return what is wrong with it; empty if it has all that it must have */
    Optional<String> row(String table, CopyRow row) {
        return switch (table) {
            case TAG -> tag(row);
            case ARTIFACT -> artifact(row);
            case REPOSITORY -> repository(row);
            default -> trash(row);
        };
    }

    /** Harbor knew the repository, and deleted something in it. */
    private Optional<String> trash(CopyRow row) {
        Optional<String> name = row.text(0);
        name.ifPresent(its -> row.text(1)
                .flatMap(Digest::tryParse)
                .ifPresent(digest -> deleted.computeIfAbsent(name(its), _ -> new ArrayList<>())
                        .add(digest)));
        name.ifPresent(this::name);
        return name.isEmpty() ? Optional.of("it has no repository_name") : Optional.empty();
    }

    private Optional<String> tag(CopyRow row) {
        Optional<Long> artifact = row.number(1);
        Optional<String> name = row.text(2);
        if (artifact.isEmpty() || name.isEmpty()) {
            return Optional.of("it has no artifact_id and name");
        }
        tags.add(
                name.get(),
                row.number(0).orElse(-1L),
                artifact.get(),
                row.text(3).flatMap(PushTime::tryParse).map(PushTime::micros).orElse(0L));
        return Optional.empty();
    }

    private Optional<String> artifact(CopyRow row) {
        Optional<Long> id = row.number(0);
        Optional<String> text = row.text(1);
        if (id.isEmpty() || text.isEmpty()) {
            return Optional.of("it has no id and digest");
        }
        Optional<Digest> digest = Digest.tryParse(text.get());
        if (digest.isEmpty()) {
            return Optional.of("'" + text.get() + "' is no digest");
        }
        artifacts.put(id.get(), digests.size());
        digests.add(digest.get());
        ofDigests.add(name(row.text(2).orElse("")));
        return Optional.empty();
    }

    private Optional<String> repository(CopyRow row) {
        Optional<Long> id = row.number(0);
        Optional<String> name = row.text(1);
        if (id.isEmpty() || name.isEmpty()) {
            return Optional.of("it has no repository_id and name");
        }
        repositories.put(id.get(), name(name.get()));
        return Optional.empty();
    }

    /** One object for each name. @param name if it is longer than any repository's, its beginning tells it */
    private String name(String name) {
        String some = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        return names.computeIfAbsent(some, its -> its);
    }

    /** All tables, Harbor's or not. */
    Set<String> seen() {
        return seen;
    }

    /** Those of {@link #NEVER_MISSING} that are. */
    List<String> missing() {
        return NEVER_MISSING.stream().filter(table -> !usable.contains(table)).toList();
    }

    /** Whether it is Harbor's, perhaps in part. */
    boolean isHarbors() {
        return usable.contains(ARTIFACT);
    }

    /** Puts the tables together. */
    void into(TagListBuilder list) {
        names.remove("");
        Map<String, RepositoryName> known = HashMap.newHashMap(names.size());
        names.keySet().stream().sorted().forEach(name -> list.repository(name).ifPresent(its -> known.put(name, its)));
        BitSet named = new BitSet(digests.size());
        for (int row = 0; row < tags.size(); row++) {
            Optional<Tag> tag = Tag.tryParse(tags.name(row));
            int artifact = artifacts.find(tags.artifact(row));
            if (artifact < 0) {
                list.complaints()
                        .unreadable("tag '" + tags.name(row) + "' is of artifact " + tags.artifact(row)
                                + ", which is not in the dump");
                continue;
            }
            String name = repositories.getOrDefault(tags.repository(row), ofDigests.get(artifact));
            RepositoryName repository = known.get(name);
            if (name.isEmpty()) {
                list.complaints().unreadable("tag '" + tags.name(row) + "' is of a repository that is not in the dump");
            } else if (tag.isEmpty()) {
                list.complaints().skipped("'" + tags.name(row) + "' is no tag");
            } else if (repository != null) {
                named.set(artifact);
                list.tag(
                        repository,
                        tag.get(),
                        digests.get(artifact),
                        Instant.EPOCH.plus(tags.micros(row), ChronoUnit.MICROS));
            }
        }
        unnamed(list, known, named);
    }

    /** What has no tag, or was deleted. Children of indexes and accessories are among the artifacts: their tables refer to that one. */
    private void unnamed(TagListBuilder list, Map<String, RepositoryName> known, BitSet named) {
        for (int artifact = named.nextClearBit(0);
                artifact < digests.size();
                artifact = named.nextClearBit(artifact + 1)) {
            RepositoryName repository = known.get(ofDigests.get(artifact));
            if (repository != null) {
                list.revisions().kept(repository, digests.get(artifact));
            }
        }
        if (!ended.contains(ARTIFACT)) {
            // what was deleted may have been pushed again
            return;
        }
        deleted.forEach((name, all) -> {
            RepositoryName repository = known.get(name);
            if (repository != null) {
                all.forEach(digest -> list.revisions().deleted(repository, digest));
            }
        });
    }
}
