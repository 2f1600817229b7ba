// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;

/** What an option is about: the headings of help and manual. Picocli's own groups would also change how options are read. */
enum OptionGroup {
    IMAGES(
            "Which images",
            Set.of(
                    SelectionOptions.class,
                    TagsFromOptions.class,
                    DerivedTagOptions.class,
                    FirstOptions.class,
                    ReferrersOption.class,
                    ShardOption.class,
                    IgnoreUntaggedOption.class)),
    NAMES("Names there", Set.of(NameOptions.class, ProjectOptions.class)),
    PUSH("What is pushed", Set.of(CompareOptions.class, SparseOption.class, SameStorageOption.class)),
    FILES("What is written", Set.of(ExportOptions.class, CarryOptions.class)),
    READ("What is read", Set.of(SourceOptions.class, BlobsFromOptions.class, ScratchOption.class)),
    SERVE("How it is served", Set.of(ListenOptions.class, AccessOptions.class)),
    LOGIN("Login", Set.of(LoginOptions.class)),
    WAY("Way there", Set.of(RegistryOptions.class, TlsOptions.class, RouteOptions.class)),
    LOAD("Load", Set.of(LoadOptions.class, JobsOption.class)),
    OUTPUT("Output", Set.of(FormatOption.class, LogFormatOption.class, OutputOptions.class));

    /** Options that a command declares itself, where they are not about its output. */
    private static final Map<String, OptionGroup> OF_COMMANDS = Map.of(
            "--dry-run",
            PUSH,
            "--verify-push",
            PUSH,
            "--content",
            READ,
            "--resume",
            READ,
            "--check-content",
            READ,
            "--sample",
            READ);

    private final String heading;
    private final Set<Class<?>> declaring;

    OptionGroup(String heading, Set<Class<?>> declaring) {
        this.heading = heading;
        this.declaring = declaring;
    }

    String heading() {
        return heading;
    }

    /** All of them, in their order, within the groups in the order of the groups; no group is empty. */
    static Map<OptionGroup, List<OptionSpec>> of(List<OptionSpec> options) {
        Map<OptionGroup, List<OptionSpec>> groups = new EnumMap<>(OptionGroup.class);
        options.forEach(option ->
                groups.computeIfAbsent(of(option), _ -> new ArrayList<>()).add(option));
        return groups;
    }

    private static OptionGroup of(OptionSpec option) {
        if (option.userObject() instanceof Field field) {
            for (OptionGroup group : values()) {
                if (group.declaring.contains(field.getDeclaringClass())) {
                    return group;
                }
            }
        }
        return OF_COMMANDS.getOrDefault(option.longestName(), OUTPUT);
    }
}
