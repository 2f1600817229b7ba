// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import java.util.List;

/**
 * One thing that the preflight found, good or bad.
 *
 * @param topic what it is about
 * @param message what is so, for all subjects alike
 * @param subjects projects, repositories or images; empty if it is about the whole registry
 * @param advice what to do, one or more lines; empty if there is nothing to do
 */
public record Finding(Severity severity, Topic topic, String message, List<Subject> subjects, String advice) {
    public Finding {
        subjects = List.copyOf(subjects);
    }

    /** How bad it is. */
    public enum Severity {
        OK,
        /** Something could not be found out. */
        INFO,
        /** A sync may still deliver all that the registry would take. */
        WARN,
        /** A sync would not deliver all. */
        FAIL
    }

    /** The questions of the preflight, in the order in which they are answered. */
    public enum Topic {
        REGISTRY,
        LOGIN,
        READ_ONLY,
        NAMES,
        PROJECTS,
        PROXY_CACHES,
        RIGHTS,
        QUOTAS,
        STORAGE,
        LISTS,
        IMAGES
    }

    /** Something that a finding is about. */
    public sealed interface Subject {
        String name();

        /** @param detail what is particular about it, such as the registry's own words; may be empty */
        record Named(String name, String detail) implements Subject {}

        /**
         * A project without room.
         *
         * @param needed bytes that are to come, at most
         * @param room bytes that are left
         * @param limit bytes of its quota
         */
        record Crowded(String name, long needed, long room, long limit) implements Subject {}
    }
}
