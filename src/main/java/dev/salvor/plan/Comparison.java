// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.image.Tag;
import dev.salvor.source.ScannedTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The tags of a repository on both sides, by name.
 *
 * @param missing on the target
 * @param common on both sides; whether the content is the same is not said
 */
record Comparison(List<ScannedTag> missing, List<ScannedTag> common) {

    static Comparison of(List<ScannedTag> source, Set<Tag> target) {
        List<ScannedTag> missing = new ArrayList<>();
        List<ScannedTag> common = new ArrayList<>();
        source.forEach(tag -> (target.contains(tag.tag()) ? common : missing).add(tag));
        return new Comparison(missing, common);
    }
}
