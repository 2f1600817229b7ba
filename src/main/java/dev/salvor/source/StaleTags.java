// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import java.time.Duration;
import java.time.Instant;

/**
 * Signs that the links of a repository are out of date: Harbor writes none since 2.15, so those that are there may be from before an upgrade
 * (protocol.md §1.11).
 *
 * @param newestLink when a link was last written
 * @param newestRevision when the newest revision without a tag was pushed
 * @param revisions how many without a tag are younger than all links; neither children of indexes nor referrers
 */
public record StaleTags(Instant newestLink, Instant newestRevision, long revisions) {
    /** A push by digest may come before its tag, but not that long. */
    public static final Duration MUCH = Duration.ofDays(1);
}
