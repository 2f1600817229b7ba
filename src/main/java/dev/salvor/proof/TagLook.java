// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.image.ReferrersList;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.inventory.Part;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Referrers;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;
import dev.salvor.resolve.ReferrerTag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredManifest;
import java.util.List;
import java.util.Optional;

/** Asks under its own name what the registry has of an image: one HEAD. */
final class TagLook {
    private final ImageSource source;
    private final SourceParts stored;
    private final Registry registry;
    private final Silence silence;

    TagLook(ImageSource source, SourceParts stored, Registry registry, Silence silence) {
        this.source = source;
        this.stored = stored;
        this.registry = registry;
        this.silence = silence;
    }

    /** Empty if the registry has the very manifest: then its parts decide. */
    Optional<ImageProof> of(Root root, RepositoryName target) throws InterruptedException {
        try {
            return switch (silence.ask(
                    target, () -> registry.manifest(target, root.name().reference()))) {
                case ManifestState.There(Digest digest) when digest.equals(root.digest()) -> Optional.empty();
                case ManifestState.There(Digest digest) -> other(root, target, digest);
                case ManifestState.Absent _ ->
                    Optional.of(stored.fault(root)
                            .<ImageProof>map(ImageProof.SourceFault::new)
                            .orElseGet(ImageProof.Missing::new));
                case ManifestState.Broken(Refusal refusal) -> Optional.of(new ImageProof.Untold(refusal));
            };
        } catch (RefusedException e) {
            return Optional.of(new ImageProof.Untold(e.refusal()));
        }
    }

    /** A tag that lists referrers may list those of others there, too: lists are united, and no conflict (rule 13). */
    private Optional<ImageProof> other(Root root, RepositoryName target, Digest there)
            throws RefusedException, InterruptedException {
        Optional<Tag> tag = root.name().tag().filter(ReferrerTag::isList);
        Optional<ReferrersList> ours = tag.isEmpty() ? Optional.empty() : list(root);
        if (ours.isEmpty()) {
            return Optional.of(new ImageProof.Conflict(root.digest(), there));
        }
        return switch (silence.ask(target, () -> registry.referrers().list(target, tag.get(), Optional.empty()))) {
            case Referrers.Listed.List(ReferrersList its) when its.containsAll(ours.get()) -> Optional.empty();
            case Referrers.Listed.List _ ->
                Optional.of(new ImageProof.Incomplete(
                        List.of(new Gap(Part.Role.INDEX, root.digest(), 0, new Gap.Flaw.OtherContent(there)))));
            case Referrers.Listed.Absent _, Referrers.Listed.Unchanged _, Referrers.Listed.Other _ ->
                Optional.of(new ImageProof.Conflict(root.digest(), there));
        };
    }

    private Optional<ReferrersList> list(Root root) {
        return source.manifest(root.name().repository(), root.digest()) instanceof StoredManifest.Intact intact
                ? ReferrersList.parse(intact.bytes())
                : Optional.empty();
    }
}
