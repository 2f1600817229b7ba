// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.inventory.UntaggedContent;
import dev.salvor.plan.Plan;

/** Says how many of the images are referrers that have no tag. */
final class ReferrerText {
    private ReferrerText() {}

    /** A line; empty if there are none. @param which images of the plan are counted, in words */
    static String line(Plan plan, String which) {
        long referrers = plan.referrers();
        if (referrers == 0) {
            return "";
        }
        return Units.count(referrers, "image") + " " + which + (referrers == 1 ? " is a referrer" : " are referrers")
                + " without a tag: signatures, SBOMs and the like\n";
    }

    /** The same of those that are no images of their own; empty if there are none. */
    static String line(UntaggedContent untagged) {
        long referrers = untagged.referrers();
        return referrers == 0
                ? ""
                : Units.count(referrers, "referrer") + " without a tag " + (referrers == 1 ? "goes" : "go")
                        + " with the images that they are about: signatures, SBOMs and the like\n";
    }
}
