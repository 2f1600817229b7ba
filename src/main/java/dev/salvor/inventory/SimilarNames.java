// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** What may have been meant with the name of an image that is not there. Only a repository that is not there costs a scan. */
final class SimilarNames {
    private static final int NAMES = 5;
    private static final String LISTING = "salvor scan STORAGE -o names lists all images.";

    private final ImageSource storage;

    SimilarNames(ImageSource storage) {
        this.storage = storage;
    }

    /** A sentence or two. */
    String advice(ImageName absent) {
        return storage.tags()
                .repository(absent.repository(), _ -> {})
                .map(repository -> ofRepository(repository, absent.reference()))
                .orElseGet(() -> ofStorage(absent.repository()));
    }

    private static String ofRepository(ScannedRepository repository, Reference absent) {
        if (repository.tags().isEmpty()) {
            return repository.name() + " is in the storage, but has no tag"
                    + (repository.untagged() ? ", only revisions: name one by its digest." : ".");
        }
        String tags = repository.tags().stream()
                .sorted(Comparator.comparing((ScannedTag tag) -> !isSimilar(tag.tag(), absent))
                        .thenComparing(ScannedTag::modified, Comparator.reverseOrder())
                        .thenComparing(ScannedTag::tag))
                .limit(NAMES)
                .map(tag -> tag.tag().value())
                .collect(Collectors.joining(", "));
        int more = repository.tags().size() - NAMES;
        return repository.name() + " is in the storage, with the tags " + tags
                + (more > 0 ? " and " + more + " more." : ".");
    }

    private static boolean isSimilar(Tag there, Reference absent) {
        return switch (absent) {
            case Tag tag -> {
                String one = tag.value().toLowerCase(Locale.ROOT);
                String other = there.value().toLowerCase(Locale.ROOT);
                yield isPartOf(one, other) || isPartOf(other, one);
            }
            case Digest _ -> false;
        };
    }

    private static boolean isPartOf(String part, String whole) {
        return whole.startsWith(part) || whole.endsWith(part);
    }

    private String ofStorage(RepositoryName absent) {
        Queue<RepositoryName> sameEnd = new ConcurrentLinkedQueue<>();
        storage.tags()
                .scan(
                        repository -> {
                            if (lastComponent(repository.name()).equals(lastComponent(absent))) {
                                sameEnd.add(repository.name());
                            }
                        },
                        _ -> {});
        List<RepositoryName> names = sameEnd.stream().sorted().limit(NAMES).toList();
        String similar = names.isEmpty()
                ? ""
                : "The repositories that end so are "
                        + names.stream().map(RepositoryName::value).collect(Collectors.joining(", "))
                        + (sameEnd.size() > NAMES ? " and " + (sameEnd.size() - NAMES) + " more. " : ". ");
        return "There is no repository " + absent + ". " + similar + LISTING;
    }

    private static String lastComponent(RepositoryName name) {
        return name.value().substring(name.value().lastIndexOf('/') + 1);
    }
}
