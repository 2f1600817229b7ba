// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

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
}
