// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.concurrent.Cancellable;
import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.RepositoryName;
import dev.salvor.resolve.IndexedBlob;
import dev.salvor.select.SelectedRepository;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.StoredManifest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks through one repository: reads each of its manifests once, and what they list. */
final class HoldingsReader {
    private static final int AT_ONCE = 16;

    private final ImageSource source;
    private final RepositoryName repository;
    private final Holdings holdings = new Holdings();
    private final Set<Digest> met = ConcurrentHashMap.newKeySet();

    HoldingsReader(ImageSource source, RepositoryName repository) {
        this.source = source;
        this.repository = repository;
    }

    /**
     * @param selected of it
     * @param whole whether its revisions are meant as well, tagged or not; else only the referrers of what is meant are
     */
    Holdings read(SelectedRepository selected, boolean whole) {
        return Cancellable.get("the look through a repository was interrupted", () -> {
            Set<Digest> roots = Stream.concat(
                            selected.tags().stream().map(ScannedTag::digest), selected.revisions().stream())
                    .collect(Collectors.toCollection(HashSet::new));
            Set<Digest> revisions = source.tags().revisions(repository, Set.of(), _ -> {});
            if (whole) {
                roots.addAll(revisions);
            }
            take(roots);
            if (!whole) {
                takeReferrers(revisions);
            }
            return holdings;
        });
    }

    private void take(Collection<Digest> roots) throws InterruptedException {
        Collection<Digest> level = roots;
        while (!level.isEmpty()) {
            Set<Digest> below = ConcurrentHashMap.newKeySet();
            List<Digest> fresh = level.stream().filter(met::add).toList();
            Parallel.each(fresh, AT_ONCE, digest -> visit(digest, below));
            level = below;
        }
    }

    private void visit(Digest digest, Set<Digest> below) {
        if (!(source.manifest(repository, digest) instanceof StoredManifest.Intact(Manifest manifest, var _))) {
            return;
        }
        holdings.manifest(digest);
        manifest.subject().ifPresent(subject -> holdings.referrer(digest, subject.digest()));
        switch (manifest) {
            case Manifest.Image image -> image.blobs().forEach(this::blob);
            case Manifest.Index index ->
                index.children().forEach(child -> {
                    if (IndexedBlob.is(child, repository, source)) {
                        blob(child);
                    } else {
                        below.add(child.digest());
                    }
                });
            case Manifest.Schema1 _, Manifest.Unknown _ -> {}
        }
    }

    private void blob(Descriptor blob) {
        holdings.blob(blob.digest(), blob.size());
    }

    /** The referrers of referrers, too. */
    private void takeReferrers(Set<Digest> revisions) throws InterruptedException {
        Map<Digest, Digest> subjects = new ConcurrentHashMap<>();
        Parallel.each(revisions, AT_ONCE, digest -> {
            if (!met.contains(digest)
                    && source.manifest(repository, digest) instanceof StoredManifest.Intact(Manifest manifest, var _)) {
                manifest.subject().ifPresent(subject -> subjects.put(digest, subject.digest()));
            }
        });
        boolean goesOn = true;
        while (goesOn) {
            List<Digest> found = subjects.entrySet().stream()
                    .filter(each -> met.contains(each.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            subjects.keySet().removeAll(found);
            take(found);
            goesOn = !found.isEmpty();
        }
    }
}
