// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.select.SelectedRepository;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Some images of many, the same in each run: of every repository one before any gives a second, and within that in an order that has nothing to do with their names.
 * Keeps no more than it chooses. From any thread.
 */
public final class Sample {
    private static final Comparator<Candidate> FIRST_CHOSEN =
            Comparator.comparingInt(Candidate::round).thenComparing(Candidate::lot);

    private final int size;
    private final PriorityQueue<Candidate> chosen = new PriorityQueue<>(FIRST_CHOSEN.reversed());
    private long images;

    /** How much of the whole it is. @param of how many images there are */
    public record Share(long images, long of) {}

    /** @param round how many of its repository come before it */
    private record Candidate(ImageName image, int round, String lot, SelectedRepository from) {}

    /** @param size at most so many images, at least 1 */
    Sample(int size) {
        this.size = size;
    }

    void offer(SelectedRepository repository) {
        List<ImageName> byLot = names(repository)
                .sorted(Comparator.comparing(Sample::lot))
                .limit(size)
                .toList();
        List<Candidate> candidates = IntStream.range(0, byLot.size())
                .mapToObj(round -> new Candidate(byLot.get(round), round, lot(byLot.get(round)), repository))
                .toList();
        add(candidates, names(repository).count());
    }

    private synchronized void add(Collection<Candidate> candidates, long all) {
        images += all;
        for (Candidate candidate : candidates) {
            chosen.add(candidate);
            if (chosen.size() > size) {
                chosen.remove();
            }
        }
    }

    private static String lot(ImageName name) {
        return Digest.of(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Stream<ImageName> names(SelectedRepository repository) {
        RepositoryName its = repository.name();
        return Stream.of(
                        repository.tags().stream().map(tag -> new ImageName(its, tag.tag())),
                        repository.broken().stream().map(tag -> new ImageName(its, tag.tag())),
                        repository.revisions().stream().map(digest -> new ImageName(its, digest)))
                .flatMap(names -> names);
    }

    /** Their repositories, with nothing else selected. */
    synchronized List<SelectedRepository> repositories() {
        Map<RepositoryName, Set<ImageName>> names = new HashMap<>();
        Map<RepositoryName, SelectedRepository> whole = new HashMap<>();
        chosen.forEach(each -> {
            names.computeIfAbsent(each.from().name(), _ -> new HashSet<>()).add(each.image());
            whole.put(each.from().name(), each.from());
        });
        return whole.values().stream()
                .map(each -> only(each, names.get(each.name())))
                .toList();
    }

    private static SelectedRepository only(SelectedRepository all, Set<ImageName> names) {
        RepositoryName its = all.name();
        return new SelectedRepository(
                all.all(),
                all.tags().stream()
                        .filter(tag -> names.contains(new ImageName(its, tag.tag())))
                        .toList(),
                all.broken().stream()
                        .filter(tag -> names.contains(new ImageName(its, tag.tag())))
                        .toList(),
                all.revisions().stream()
                        .filter(digest -> names.contains(new ImageName(its, digest)))
                        .toList());
    }

    synchronized Share share() {
        return new Share(chosen.size(), images);
    }
}
