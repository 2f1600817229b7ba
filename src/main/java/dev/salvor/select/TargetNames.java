// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How repositories of the storage are called on the target. In this order: the rules, each applied to what the one before made of
 * the name; the project, in front of what has one component then; the prefix, in front of everything.
 *
 * <p>The way back is not asked for: both sides are compared by the names on the target.
 *
 * @param rules in the order in which they apply
 * @param project one path component, as Harbor wants two at least; empty for none
 * @param prefix path components; empty for none
 */
public record TargetNames(List<NameRule> rules, String project, String prefix) {

    /** @throws IllegalArgumentException if project or prefix cannot begin a repository name */
    public TargetNames {
        rules = List.copyOf(rules);
        if (!project.isEmpty() && !RepositoryName.isComponent(project)) {
            throw new IllegalArgumentException("'" + project + "' is no project");
        }
        if (!prefix.isEmpty() && RepositoryName.tryParse(prefix).isEmpty()) {
            throw new IllegalArgumentException("'" + prefix + "' is no prefix");
        }
    }

    /** The full path, as the storage has it. */
    public static TargetNames unchanged() {
        return new TargetNames(List.of(), "", "");
    }

    /** The name of one repository, whatever others are called: {@link TargetName.Usable} or {@link TargetName.Illegal}. */
    public TargetName of(RepositoryName source) {
        return of(source, _ -> {});
    }

    /** @param matching hears of the rules that match */
    TargetName of(RepositoryName source, Consumer<NameRule> matching) {
        String name = source.value();
        List<String> by = new ArrayList<>();
        for (NameRule rule : rules) {
            Optional<String> renamed = rule.apply(name);
            if (renamed.isPresent()) {
                name = renamed.get();
                by.add("--map " + rule);
                matching.accept(rule);
            }
        }
        if (!project.isEmpty() && name.indexOf('/') < 0) {
            name = project + "/" + name;
            by.add("--project " + project);
        }
        if (!prefix.isEmpty()) {
            name = prefix + "/" + name;
            by.add("the prefix " + prefix);
        }
        Optional<RepositoryName> legal = RepositoryName.tryParse(name);
        return legal.isPresent() ? new TargetName.Usable(legal.get()) : new TargetName.Illegal(name, by);
    }

    /** Of a rule that matched nothing. */
    static String idle(NameRule rule) {
        return "--map '" + rule + "' matches no repository of the storage";
    }

    /** Whether two repositories can get the same name. A prefix alone keeps them apart. */
    boolean mayMeet() {
        return !rules.isEmpty() || !project.isEmpty();
    }
}
