// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.regex.Pattern;

/** Harbor's grammar of names. */
final class HarborNames {
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    /** distribution's reference.NameRegexp: the first component may look like a host (10 "POST upper-case project"). */
    static final String REPOSITORY =
            "(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]+)?/)?" + COMPONENT + "(?:/" + COMPONENT + ")*";

    private static final Pattern PROJECT = Pattern.compile("[a-z0-9]+(?:[._-][a-z0-9]+)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

    private HarborNames() {}

    static boolean isProject(String name) {
        return PROJECT.matcher(name).matches();
    }

    static boolean isTag(String name) {
        return TAG.matcher(name).matches();
    }

    static boolean isDigest(String name) {
        return DIGEST.matcher(name).matches();
    }

    /** The first component. */
    static String project(String repository) {
        int slash = repository.indexOf('/');
        return slash < 0 ? repository : repository.substring(0, slash);
    }

    /** A repository's name without its project. */
    static String inProject(String repository) {
        return repository.substring(repository.indexOf('/') + 1);
    }

    static String artifact(String repository, String reference) {
        return "artifact " + repository + (isDigest(reference) ? "@" : ":") + reference + " not found";
    }
}
