// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.ReferrersList;
import dev.salvor.image.Tag;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ReferrerTag;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.resolve.StorageFaults;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredManifest;
import java.util.List;
import java.util.Optional;

/** What an image has to do with lists of referrers: it is one, or belongs into one where the registry does not list it itself. */
final class ReferrerLists {
    private final ImageSource source;
    private final Supply supply;
    private final Verification verification;

    ReferrerLists(ImageSource source, Supply supply, Verification verification) {
        this.source = source;
        this.supply = supply;
        this.verification = verification;
    }

    /** The list that an image belongs into: empty if it is about nothing, or if the registry lists it by itself. */
    Optional<Tag> of(TargetRepository repository, ResolvedImage image) throws RefusedException, SourceFaultException {
        if (image.subject().isEmpty()) {
            return Optional.empty();
        }
        // the image's own subject may be that of its tag only, as with cosign's .sig
        Optional<Digest> subject = read(image).manifest().subject().map(Descriptor::digest);
        return subject.isPresent() && !repository.listsReferrers(subject.get())
                ? subject.map(ReferrerTag::listOf)
                : Optional.empty();
    }

    /**
     * Adds an image that is there by its digest.
     *
     * @return whether it was missing in the list
     */
    boolean add(TargetRepository repository, ResolvedImage image, Tag list)
            throws RefusedException, SourceFaultException, InterruptedException {
        return unite(repository, image, list, ReferrersList.of(read(image).bytes()))
                .orElseThrow(() -> new RefusedException(new Refusal(
                        Refusal.Reason.UNEXPECTED,
                        0,
                        "the tag " + list + " is no list of referrers there, so this one cannot be found")));
    }

    /** Pushes an image that is such a list; empty if it is none, here or there. To be called when its children are there. */
    Optional<Outcome> push(TargetRepository repository, ResolvedImage image, Tag tag)
            throws RefusedException, SourceFaultException, InterruptedException {
        if (!ReferrerTag.isList(tag)) {
            return Optional.empty();
        }
        Optional<ReferrersList> list = ReferrersList.parse(read(image).bytes());
        Optional<Boolean> changed = list.isPresent() ? unite(repository, image, tag, list.get()) : Optional.empty();
        if (changed.isPresent()) {
            repository.verify(image.children(), verification);
        }
        return changed.map(
                its -> its ? new Outcome.Pushed(List.copyOf(image.leftOut())) : new Outcome.AlreadyThere(true));
    }

    private Optional<Boolean> unite(TargetRepository repository, ResolvedImage image, Tag tag, ReferrersList list)
            throws RefusedException, SourceFaultException, InterruptedException {
        ResolvedManifest root = image.root();
        return repository
                .list(tag, verification != Verification.NONE)
                .unite(list, united -> supply.put(repository, image, root, () -> repository.putList(united, tag)));
    }

    private StoredManifest.Intact read(ResolvedImage image) throws SourceFaultException {
        Digest digest = image.root().digest();
        return StorageFaults.requireIntact(digest, source.manifest(image.name().repository(), digest));
    }
}
