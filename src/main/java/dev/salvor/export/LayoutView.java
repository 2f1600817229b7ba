// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Compared;
import dev.salvor.plan.TargetView;
import dev.salvor.registry.ManifestState;
import dev.salvor.source.ScannedTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What an export has, for a plan: by content, which costs no more than names here. */
final class LayoutView implements TargetView {
    private final Function<ImageName, Found> written;
    private final ComparePolicy.OnConflict onConflict;

    LayoutView(Function<ImageName, Found> written, ComparePolicy.OnConflict onConflict) {
        this.written = written;
        this.onConflict = onConflict;
    }

    @Override
    public Set<RepositoryName> known() {
        return Set.of();
    }

    @Override
    public Compared compare(RepositoryName target, List<ScannedTag> tags) {
        List<ScannedTag> toWrite = new ArrayList<>();
        Map<ScannedTag, Outcome> settled = new HashMap<>();
        for (ScannedTag tag : tags) {
            switch (written.apply(new ImageName(target, tag.tag()))) {
                case Found.Absent _, Found.Broken _ -> toWrite.add(tag);
                case Found.Whole(Digest digest)
                when digest.equals(tag.digest()) -> settled.put(tag, new Outcome.AlreadyThere(true));
                case Found.Whole _ when onConflict == ComparePolicy.OnConflict.OVERWRITE -> toWrite.add(tag);
                case Found.Whole(Digest digest) -> settled.put(tag, new Outcome.Conflict(tag.digest(), digest));
            }
        }
        return new Compared.Answered(Compared.Listing.READ, toWrite, List.of(), settled, Set.of());
    }

    @Override
    public boolean comparesContent() {
        return true;
    }

    @Override
    public ManifestState state(RepositoryName target, Reference reference) {
        return switch (written.apply(new ImageName(target, reference))) {
            case Found.Whole(Digest digest) -> new ManifestState.There(digest);
            case Found.Absent _, Found.Broken _ -> new ManifestState.Absent();
        };
    }

    /** What refers to an image is exported as it is, and so are lists of it: none is made. */
}
