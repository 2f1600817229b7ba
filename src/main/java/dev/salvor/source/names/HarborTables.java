// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
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

    /** The columns that are wanted of each table. */
    private static final Map<String, List<String>> COLUMNS = Map.of(
            TAG, List.of("repository_id", "artifact_id", "name", "push_time"),
            ARTIFACT, List.of("id", "digest", "repository_name"),
            REPOSITORY, List.of("repository_id", "name"),
            TRASH, List.of("repository_name", "digest"));

    private final Set<String> seen = new TreeSet<>();
    private final Map<Long, Artifact> artifacts = new HashMap<>();
    private final Map<Long, String> repositories = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<TagRow> tags = new ArrayList<>();

    private final Map<String, List<String>> deleted = new HashMap<>();

    /** There are very many: what is said of them by their tags stands in them. */
    private static final class Artifact {
        private final String digest;
        /** Its name, as the artifact's own row has it; empty if it does not. */
        private final String repository;

        private boolean isNamed;

        Artifact(String digest, String repository) {
            this.digest = digest;
            this.repository = repository;
        }
    }

    private record TagRow(long repository, long artifact, String name, Instant pushed) {}

    /** Notes that there is such a table. @return the columns of its rows that are wanted; empty if none is */
    Optional<int[]> begin(CopyBlock block) {
        seen.add(block.table());
        return Optional.ofNullable(COLUMNS.get(block.table())).map(block::places);
    }

    /** @return whether it has all that it must have */
    boolean row(String table, CopyRow row) {
        return switch (table) {
            case TAG -> tag(row);
            case ARTIFACT -> artifact(row);
            case REPOSITORY -> repository(row);
            default -> trash(row);
        };
    }

    /** Harbor knew the repository, and deleted something in it. */
    private boolean trash(CopyRow row) {
        Optional<String> name = row.text(0);
        name.ifPresent(its -> {
            names.put(its, its);
            row.text(1)
                    .ifPresent(digest ->
                            deleted.computeIfAbsent(its, _ -> new ArrayList<>()).add(digest));
        });
        return name.isPresent();
    }

    private boolean tag(CopyRow row) {
        Optional<Long> repository = row.number(0);
        Optional<Long> artifact = row.number(1);
        Optional<String> name = row.text(2);
        if (artifact.isEmpty() || name.isEmpty()) {
            return false;
        }
        tags.add(new TagRow(
                repository.orElse(-1L),
                artifact.get(),
                name.get(),
                row.text(3).map(HarborTables::time).orElse(Instant.EPOCH)));
        return true;
    }

    private boolean artifact(CopyRow row) {
        Optional<Long> id = row.number(0);
        Optional<String> digest = row.text(1);
        if (id.isEmpty() || digest.isEmpty()) {
            return false;
        }
        String repository = row.text(2).orElse("");
        artifacts.put(id.get(), new Artifact(digest.get(), names.computeIfAbsent(repository, name -> name)));
        return true;
    }

    private boolean repository(CopyRow row) {
        Optional<Long> id = row.number(0);
        Optional<String> name = row.text(1);
        if (id.isEmpty() || name.isEmpty()) {
            return false;
        }
        repositories.put(id.get(), name.get());
        names.put(name.get(), name.get());
        return true;
    }

    /** Harbor keeps times in UTC, without a zone. */
    private static Instant time(String text) {
        try {
            return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** All tables, Harbor's or not. */
    Set<String> seen() {
        return seen;
    }

    /** Those without which there is no tag; the repository's name is in the artifact's row, too. */
    List<String> missing() {
        return List.of(ARTIFACT, TAG).stream()
                .filter(table -> !seen.contains(table))
                .toList();
    }

    /** Whether it is Harbor's, perhaps in part. */
    boolean isHarbors() {
        return seen.contains(TAG) && seen.contains(ARTIFACT) || seen.contains(ARTIFACT) && seen.contains(REPOSITORY);
    }

    /** Puts the tables together. To be called once: what they hold is given up on the way. */
    void into(TagListBuilder names) {
        this.names.keySet().stream().filter(name -> !name.isEmpty()).forEach(names::repository);
        for (TagRow tag : tags) {
            Artifact artifact = artifacts.get(tag.artifact());
            String where = "tag '" + tag.name() + "'";
            if (artifact == null) {
                names.unreadable(where + " is of artifact " + tag.artifact() + ", which is not in the dump");
                continue;
            }
            String repository = repositories.getOrDefault(tag.repository(), artifact.repository);
            artifact.isNamed |= names.tag(where, repository, tag.name(), artifact.digest, tag.pushed());
        }
        tags.clear();
        // children of indexes and accessories are among them: their tables refer to this one
        artifacts.values().stream()
                .filter(artifact -> !artifact.isNamed)
                .forEach(artifact -> names.kept(artifact.repository, artifact.digest));
        artifacts.clear();
        deleted.forEach((repository, digests) -> digests.forEach(digest -> names.deleted(repository, digest)));
        deleted.clear();
    }
}
