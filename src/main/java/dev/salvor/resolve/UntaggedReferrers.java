// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredManifest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Finds the referrers that no tag reaches, by their {@code subject} (image-spec 1.1, "Image Manifest Property Descriptions"): signatures
 * of notation and cosign 3, and what oras attaches. Where a registry has the referrers API, clients make no tag for them.
 */
public final class UntaggedReferrers {
    private final ImageSource source;
    private final UntaggedRevisions revisions;

    /** @param problems hears of what could not be read or had to be repaired */
    public UntaggedReferrers(ImageSource source, Consumer<SourceProblem> problems) {
        this.source = source;
        this.revisions = new UntaggedRevisions(source, problems);
    }

    /**
     * Those of the given images and of all that they consist of, the referrers of referrers too. Reads manifests only if the repository has
     * revisions without a tag.
     *
     * @param images their digests
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public SortedSet<Digest> of(ScannedRepository repository, Collection<Digest> images) {
        SortedSet<Digest> found = new TreeSet<>();
        if (images.isEmpty()) {
            return found;
        }
        Map<Digest, Digest> subjects = subjects(revisions.of(repository));
        if (subjects.isEmpty()) {
            return found;
        }
        Set<Digest> reached = revisions.reached(images);
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            for (Iterator<Map.Entry<Digest, Digest>> left = subjects.entrySet().iterator(); left.hasNext(); ) {
                Map.Entry<Digest, Digest> each = left.next();
                if (reached.contains(each.getValue())) {
                    found.add(each.getKey());
                    reached.addAll(revisions.reached(Set.of(each.getKey())));
                    left.remove();
                    goesOn = true;
                }
            }
        }
        found.removeAll(new HashSet<>(images));
        return found;
    }

    private Map<Digest, Digest> subjects(SortedSet<Digest> untagged) {
        Map<Digest, Digest> subjects = new HashMap<>();
        for (Digest digest : untagged) {
            if (source.manifest(digest) instanceof StoredManifest.Intact(Manifest manifest, var _)) {
                manifest.subject().map(Descriptor::digest).ifPresent(subject -> subjects.put(digest, subject));
            }
        }
        return subjects;
    }
}
