// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.image.ImageName;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import dev.salvor.source.ScannedTag;

/** What becomes of tags that the target lists and perhaps does not have. */
record Doubts(TargetView target, Intake intake) implements GhostTags.Judge {

    @Override
    public void there(GhostTags.Doubt doubt) {
        alreadyThere(candidate(doubt));
    }

    @Override
    public void ghost(GhostTags.Doubt doubt) {
        intake.resolve(candidate(doubt));
    }

    @Override
    public void refused(GhostTags.Doubt doubt, Refusal refusal) {
        intake.settle(candidate(doubt), new Outcome.Refused(refusal));
    }

    /** The same of what nobody doubts. */
    void alreadyThere(Candidate candidate) {
        intake.settle(candidate, new Outcome.AlreadyThere(target.comparesContent()));
    }

    private static Candidate candidate(GhostTags.Doubt doubt) {
        ScannedTag tag = doubt.tag();
        return new Candidate(new ImageName(doubt.source(), tag.tag()), doubt.target(), tag.digest(), tag.origin());
    }
}
