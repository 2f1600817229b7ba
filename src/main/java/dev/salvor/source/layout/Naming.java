// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.ImageName;
import dev.salvor.source.SourceProblem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Makes repositories and tags of what a layout calls its images. A registry's host in front of all of them, which {@code skopeo sync --scoped}
 * and {@code docker save} write, is where they came from, and is cut. Where several stand there, they tell the images apart, and stay. In what salvor wrote, names are those of repositories, whole.
 */
final class Naming {
    private final Path root;
    private final boolean isOurs;
    private final Consumer<SourceProblem> problems;

    /**
     * @param root what is read, for messages
     * @param isOurs whether salvor wrote it
     */
    Naming(Path root, boolean isOurs, Consumer<SourceProblem> problems) {
        this.root = root;
        this.isOurs = isOurs;
        this.problems = problems;
    }

    NameTable table(Collection<LayoutImage> found) {
        NameTable table = new NameTable();
        Set<String> hosts = found.stream()
                .map(each -> CarriedName.parse(each.name()).host())
                .collect(Collectors.toSet());
        boolean cut = hosts.size() == 1 && !isOurs;
        List<String> only =
                hosts.stream().filter(host -> cut && !host.isEmpty()).toList();
        only.forEach(host -> problems.accept(SourceProblem.repaired(
                root, "all names begin with '" + host + "', the registry that they came from, which is cut")));
        for (LayoutImage each : found) {
            CarriedName name = CarriedName.parse(each.name());
            Optional<ImageName> image = cut ? name.withoutHost() : name.withHost();
            image.ifPresentOrElse(
                    good -> table.add(good, each.state()),
                    () -> problems.accept(SourceProblem.unreadable(each.place(), why(each, name, cut))));
        }
        return table;
    }

    private static String why(LayoutImage found, CarriedName name, boolean cut) {
        String what = "'" + found.name() + "' is no name that a registry takes, skipped";
        return !cut && name.hasPort()
                ? what + ": a host with a port is no part of one; read that host's images alone"
                : what;
    }
}
