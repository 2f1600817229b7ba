// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedTag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sees to it that each tag of a repository stands for one digest: of several the latest counts, if all have a time; else none. */
final class OneDigestEach {
    private static final int NAMED = 5;

    private final String list;
    private final RepositoryName repository;
    private final TagRows rows;
    private final Complaints complaints;
    private final IntStream.Builder good = IntStream.builder();
    private final List<BrokenTag> broken = new ArrayList<>();
    private final Set<Digest> contested = new TreeSet<>();
    private final Set<Digest> outdated = new TreeSet<>();

    /** @param rows in any order */
    OneDigestEach(String list, RepositoryName repository, TagRows rows, Complaints complaints) {
        this.list = list;
        this.repository = repository;
        this.rows = rows;
        this.complaints = complaints;
    }

    /** To be called once. */
    NamedRepository listed() {
        String[] names = IntStream.range(0, rows.size()).mapToObj(rows::name).toArray(String[]::new);
        List<Integer> order = IntStream.range(0, names.length)
                .boxed()
                .sorted(Comparator.comparing(row -> names[row]))
                .toList();
        int from = 0;
        while (from < names.length) {
            int to = from + 1;
            while (to < names.length && names[order.get(to)].equals(names[order.get(from)])) {
                to++;
            }
            if (to == from + 1) {
                good.add(order.get(from));
            } else {
                one(order.subList(from, to));
            }
            from = to;
        }
        return new NamedRepository(rows.take(good.build()), broken);
    }

    private void one(List<Integer> same) {
        List<ScannedTag> tags = same.stream().map(rows::get).toList();
        List<Digest> digests = tags.stream().map(ScannedTag::digest).distinct().toList();
        String all = list + " gives " + digests.size() + " digests for " + repository + ":"
                + tags.getFirst().tag() + ": "
                + digests.stream().limit(NAMED).map(Digest::toString).collect(Collectors.joining(" and "))
                + (digests.size() > NAMED ? " and others" : "");
        Optional<Digest> latest = digests.size() == 1 ? Optional.of(digests.getFirst()) : latest(tags);
        if (latest.isEmpty()) {
            broken.add(new BrokenTag(tags.getFirst().tag(), BrokenTag.Why.AMBIGUOUS, all));
            contested.addAll(digests);
            return;
        }
        digests.stream().filter(digest -> !digest.equals(latest.get())).forEach(outdated::add);
        if (digests.size() > 1) {
            complaints.repaired(all + "; the later one, " + latest.get() + ", is used");
        }
        same.stream()
                .filter(row -> rows.get(row).digest().equals(latest.get()))
                .max(Comparator.comparing(row -> rows.get(row).modified()))
                .ifPresent(good::add);
    }

    /** All that tags stand for of which none counts. */
    Set<Digest> contested() {
        return contested;
    }

    /** What a later one has taken the tag of. */
    Set<Digest> outdated() {
        return outdated;
    }

    private static Optional<Digest> latest(List<ScannedTag> same) {
        ScannedTag latest =
                same.stream().max(Comparator.comparing(ScannedTag::modified)).orElseThrow();
        boolean isAnyUndated = same.stream().anyMatch(tag -> tag.modified().equals(Instant.EPOCH));
        boolean isAlone = same.stream()
                .filter(tag -> tag.modified().equals(latest.modified()))
                .allMatch(tag -> tag.digest().equals(latest.digest()));
        return isAnyUndated || !isAlone ? Optional.empty() : Optional.of(latest.digest());
    }
}
