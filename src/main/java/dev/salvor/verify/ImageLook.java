// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.inventory.Part;
import dev.salvor.inventory.PartReader;
import dev.salvor.source.ImageSource;
import java.util.List;
import java.util.Set;

/** Looks at all parts of an image: existence and size of each, the digest of manifests. */
final class ImageLook {
    private final ImageSource source;
    private final BlobSizes sizes;
    private final ContentFaults content;
    private final Reached reached;
    private final boolean keepsParts;
    private final Judge judge;

    /** @param keepsParts whether content will be read, so that images have to be looked at again */
    ImageLook(ImageSource source, ContentFaults content, Reached reached, boolean keepsParts) {
        this.keepsParts = keepsParts;
        this.source = source;
        this.sizes = new BlobSizes(source);
        this.content = content;
        this.reached = reached;
        this.judge = new Judge(new FaultFinder(content, source.pool()));
    }

    /**
     * What was found, in short.
     *
     * @param parts digests of all that it consists of, as the manifests name them; none if nobody will ask
     */
    record Seen(RepositoryName repository, Digest digest, ImageVerdict verdict, List<Digest> parts) {
        /** Whether it is to be looked at again since content was read. */
        boolean concerns(Set<Digest> wrong) {
            return verdict.kind() != ImageVerdict.Kind.WHOLE || parts.stream().anyMatch(wrong::contains);
        }
    }

    Seen at(RepositoryName repository, Digest digest) {
        Part root = new PartReader(source, repository, sizes).root(digest, source.manifest(digest));
        List<Digest> parts = root.all()
                .filter(part -> !(part.state() instanceof Part.State.Repeated))
                .map(part -> mark(repository, part))
                .toList();
        return new Seen(repository, digest, judge.of(root), keepsParts ? parts : List.of());
    }

    /** Images that are looked at from now on are what the storage has by now. */
    void refresh() {
        sizes.forget();
    }

    /** The same image with what is known of its content by now. */
    Seen again(Seen seen) {
        return seen.concerns(content.wrong().keySet()) ? at(seen.repository(), seen.digest()) : seen;
    }

    private Digest mark(RepositoryName repository, Part part) {
        Digest digest = part.descriptor().digest();
        switch (part.role()) {
            case MANIFEST, INDEX -> markManifest(digest, part.state());
            case CONFIG, LAYER -> {
                if (digest.algorithm() != Digest.Algorithm.SHA256) {
                    source.pool()
                            .canonical(repository, digest)
                            .ifPresent(canonical -> reached.addAlias(digest, repository, canonical));
                    return digest;
                }
            }
        }
        return reached.add(digest);
    }

    private void markManifest(Digest digest, Part.State state) {
        switch (state) {
            case Part.State.Ok _, Part.State.Unsupported _, Part.State.Repeated _ -> reached.addRead(digest);
            case Part.State.Missing _, Part.State.Damaged _, Part.State.Unreadable _ -> reached.addUnknown(digest);
            case Part.State.WrongSize _, Part.State.NotDistributable _ -> {}
        }
    }
}
