// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.util.List;

/** Debian's skopeo: what others make of our files, and what they write. */
public final class Skopeo {
    private Skopeo() {}

    /**
     * Runs it, without a policy on signatures.
     *
     * @return what it said
     * @throws AssertionError if it failed
     */
    public static String run(String... arguments) {
        return client().run(arguments);
    }

    /** The same of what may fail. @return what it said of its failure; empty if there was none */
    public static String failure(String... arguments) {
        Command ended = client().attempt(arguments);
        return ended.succeeded() ? "" : ended.output();
    }

    private static Client client() {
        return new Client(List.of(DebianProgram.skopeo().toString(), "--insecure-policy"));
    }
}
