// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.select.NameRule;
import dev.salvor.select.TargetNames;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How repositories are called on the target. */
public final class NameOptions {
    @Option(
            names = "--map",
            paramLabel = "REGEX=REPLACEMENT",
            split = " ",
            description =
                    "Rename repositories: every match of the Java regex in the full path is replaced, $1 is its first group; in"
                            + " single quotes, e.g. '^old/(.*)-img$=new/$1'. Repeatable: each rule is applied to what the"
                            + " one before made of the name. Other options select by the names of the storage.")
    private List<String> rules = new ArrayList<>();

    @Option(
            names = "--project",
            paramLabel = "P",
            defaultValue = "",
            description =
                    "Put P/ in front of names that have one component after --map: Harbor wants two at least. Others"
                            + " keep their full path.")
    private String project;

    @Option(
            names = "--dest-prefix",
            paramLabel = "P",
            defaultValue = "",
            description =
                    "Put P/ in front of every name, after --map and --project: the same as REGISTRY/P, and instead of it.")
    private String prefix;

    /**
     * The endpoint with the prefix that is meant.
     *
     * @throws Usage if there are two, or it is none
     */
    Endpoint below(Endpoint typed) {
        String its = withoutSlashAtEnd(prefix);
        if (its.isEmpty()) {
            return typed;
        }
        requirePrefix(its);
        if (!typed.prefix().isEmpty()) {
            throw new Usage(
                    "--dest-prefix is '" + prefix + "', and REGISTRY has the prefix '" + typed.prefix() + "'",
                    "They are the same thing: leave one of them out (" + EnvironmentDefaults.twin("--dest-prefix")
                            + " sets the option, too).");
        }
        return typed.below(its);
    }

    /**
     * The names where there is no REGISTRY, which could have a prefix.
     *
     * @throws Usage if a rule, the project or the prefix is none
     */
    TargetNames names() {
        String its = withoutSlashAtEnd(prefix);
        requirePrefix(its);
        return names(its);
    }

    private void requirePrefix(String its) {
        if (!its.isEmpty() && RepositoryName.tryParse(its).isEmpty()) {
            throw new Usage("--dest-prefix is '" + prefix + "'", "It looks like rescue or rescue/2026, in lower case.");
        }
    }

    /**
     * @param endpointPrefix empty if there is none
     * @throws Usage if a rule or the project is none
     */
    TargetNames names(String endpointPrefix) {
        String its = withoutSlashAtEnd(project);
        if (!its.isEmpty() && !RepositoryName.isComponent(its)) {
            throw new Usage("--project is '" + project + "'", "It is one name in lower case, like library.");
        }
        return new TargetNames(
                rules.stream()
                        .filter(rule -> !rule.isEmpty())
                        .map(NameOptions::rule)
                        .toList(),
                its,
                endpointPrefix);
    }

    private static NameRule rule(String typed) {
        try {
            return NameRule.parse(typed);
        } catch (IllegalArgumentException e) {
            throw new Usage(
                    "--map is '" + typed + "': " + e.getMessage(),
                    "It looks like '^old/(.*)=new/$1', in single quotes: a Java regex, and $1 for its first group.");
        }
    }

    private static String withoutSlashAtEnd(String typed) {
        return typed.endsWith("/") ? typed.substring(0, typed.length() - 1) : typed;
    }
}
