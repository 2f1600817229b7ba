// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Digest;
import dev.salvor.source.ImageSource;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what no image of a plan takes along, while many threads make the plan. Keeps what no image of its own repository has. */
public final class UntaggedTotal {
    private final ImageSource source;
    private final LongAdder revisions = new LongAdder();
    private final LongAdder repositories = new LongAdder();
    private final Map<Digest, Long> content = new ConcurrentHashMap<>();

    public UntaggedTotal(ImageSource source) {
        this.source = source;
    }

    /** @param taken revisions that go with images, or are images themselves */
    public void add(UntaggedRevisions of, Collection<Digest> taken) {
        SortedSet<Digest> left = of.without(taken);
        if (left.isEmpty()) {
            return;
        }
        repositories.increment();
        revisions.add(left.size());
        Resolver resolver = new Resolver(source);
        for (Digest digest : left) {
            if (resolver.resolve(of.repository(), digest) instanceof Resolution.Whole(var manifests, var _)) {
                manifests.forEach(manifest -> {
                    keep(of, manifest.digest(), manifest.size());
                    manifest.blobs().forEach(blob -> keep(of, blob.digest(), blob.size()));
                });
            }
        }
    }

    private void keep(UntaggedRevisions of, Digest digest, long size) {
        if (!of.isReached(digest)) {
            content.put(digest, size);
        }
    }

    /**
     * What was added. Its bytes are those that neither an image of the same repository has nor one of these: what other repositories share
     * is not known without reading all of them.
     */
    public UntaggedCount without(Collection<ResolvedImage> images) {
        if (!content.isEmpty()) {
            images.forEach(image -> image.manifests().forEach(manifest -> {
                content.remove(manifest.digest());
                manifest.blobs().forEach(blob -> content.remove(blob.digest()));
            }));
        }
        long bytes = content.values().stream().mapToLong(Long::longValue).sum();
        return new UntaggedCount(revisions.sum(), repositories.sum(), bytes);
    }
}
