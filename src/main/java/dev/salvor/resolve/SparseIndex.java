// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.Platform;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.StoredManifest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An index that lacks some of its images, as a garbage collection or copying one platform leaves it: the others can be pushed, under tags of their own. */
public final class SparseIndex {
    private static final int NAMES = 12;

    private final ImageSource source;
    private final Resolver resolver;
    private final PlatformFinder platforms;

    public SparseIndex(ImageSource source, Resolver resolver) {
        this.source = source;
        this.resolver = resolver;
        this.platforms = new PlatformFinder(source);
    }

    /** What an index lists, each manifest once, in its order; none of another manifest. */
    public List<IndexChild> children(RepositoryName repository, Manifest manifest) {
        if (!(manifest instanceof Manifest.Index index)) {
            return List.of();
        }
        Map<Digest, List<Descriptor>> children = index.children().stream()
                .collect(Collectors.groupingBy(Descriptor::digest, LinkedHashMap::new, Collectors.toList()));
        return children.values().stream()
                .filter(same -> !IndexedBlob.is(same.getFirst(), repository, source))
                .map(same -> new IndexChild(
                        same.getFirst(),
                        platforms.find(repository, same),
                        resolver.fault(repository, same.getFirst().digest())))
                .toList();
    }

    /** The platforms of children that are whole, each once. */
    public static List<Platform> whole(Collection<IndexChild> children) {
        return children.stream()
                .filter(IndexChild::isWhole)
                .flatMap(child -> child.platforms().stream())
                .distinct()
                .toList();
    }

    /**
     * The same outcome, with what of the index is whole and what is not.
     *
     * @param root what the tag names
     * @param outcome of its resolution
     * @param instead tags that go in its stead
     */
    public Outcome explain(RepositoryName repository, Digest root, Outcome outcome, Collection<ScannedTag> instead) {
        return switch (outcome) {
            case Outcome.Damaged(String reason) ->
                new Outcome.Damaged(reason + whole(repository, root) + text(instead));
            case Outcome.Unreadable(String reason) ->
                new Outcome.Unreadable(reason + whole(repository, root) + text(instead));
            case Outcome.Pushed _,
                    Outcome.AlreadyThere _,
                    Outcome.Conflict _,
                    Outcome.Unsupported _,
                    Outcome.NotInStorage _,
                    Outcome.NamedOnly _,
                    Outcome.Ambiguous _,
                    Outcome.Refused _,
                    Outcome.Misnamed _,
                    Outcome.NotTried _,
                    Outcome.Bug _ -> outcome;
        };
    }

    private String whole(RepositoryName repository, Digest root) {
        if (!(source.manifest(repository, root) instanceof StoredManifest.Intact(Manifest manifest, var _))) {
            return "";
        }
        List<IndexChild> children = children(repository, manifest);
        List<Platform> whole = whole(children);
        if (whole.isEmpty()) {
            return "";
        }
        String lacking =
                joined(children.stream().filter(child -> isLost(child, whole)).map(IndexChild::label));
        return "; whole for " + joined(whole.stream().map(Platform::toString))
                + (lacking.isEmpty() ? "" : ", not for " + lacking);
    }

    /** Not an attestation: these run nowhere. */
    private static boolean isLost(IndexChild child, List<Platform> whole) {
        return !child.isWhole()
                && !child.descriptor().platform().isOfAttestation()
                && !(whole.containsAll(child.platforms()) && !child.platforms().isEmpty());
    }

    private static String text(Collection<ScannedTag> instead) {
        return instead.isEmpty()
                ? ""
                : "; in its stead: "
                        + joined(instead.stream().map(tag -> tag.tag().value()));
    }

    /** The first few: what an index lists may be without end. */
    private static String joined(Stream<String> words) {
        List<String> all = words.distinct().toList();
        String first = all.stream().limit(NAMES).collect(Collectors.joining(", "));
        return all.size() > NAMES ? first + " and " + (all.size() - NAMES) + " more" : first;
    }
}
