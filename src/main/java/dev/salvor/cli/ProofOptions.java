// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.operation.Target;
import dev.salvor.output.Output;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The options of {@code verify} that are about a registry. */
public final class ProofOptions {
    private static final Set<Class<?>> ABOUT_A_REGISTRY = Set.of(
            ProofOptions.class,
            ReferrersOption.class,
            NameOptions.class,
            RegistryOptions.class,
            LoginOptions.class,
            TlsOptions.class,
            RouteOptions.class,
            LoadOptions.class);

    @Mixin
    private ReferrersOption referrers;

    @Mixin
    private NameOptions names;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description =
                    "With REGISTRY, a quick look that is no proof: ask for N images only, the same each time, of every"
                            + " repository one before any gives a second.")
    private Integer sample;

    @Mixin
    private RegistryOptions connection;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "With REGISTRY, write what it has of every image, one JSON object a line, as it goes.")
    private Path report;

    int jobs() {
        return connection.jobs();
    }

    Optional<String> stdinOption() {
        return connection.stdinOption();
    }

    /** @throws Usage if it is not a number of images */
    Optional<Integer> sample() {
        if (sample != null && sample < 1) {
            throw new Usage("--sample is " + sample, "Give a number of images, at least 1.");
        }
        return Optional.ofNullable(sample);
    }

    Optional<Path> report() {
        return Optional.ofNullable(report);
    }

    Selection selected(Selection all) {
        return all.withReferrers(referrers.wanted());
    }

    Endpoint endpoint(String registry) {
        return names.below(connection.endpoint(registry));
    }

    TargetNames names(Endpoint endpoint) {
        return names.names(endpoint.prefix());
    }

    Target.Address address(Endpoint endpoint, Output output) {
        return connection.address(endpoint, output);
    }

    /**
     * Where there is no registry: what stands in the environment may be meant for other commands.
     *
     * @param typed the options of the command line
     * @throws Usage if one of them is about a registry
     */
    static void requireNone(List<OptionSpec> typed) {
        typed.stream()
                .filter(option -> option.userObject() instanceof Field field
                        && ABOUT_A_REGISTRY.contains(field.getDeclaringClass()))
                .findFirst()
                .ifPresent(option -> {
                    throw new Usage(
                            option.longestName() + " without REGISTRY: it is about what a registry has",
                            "Give REGISTRY as well: salvor verify STORAGE REGISTRY.");
                });
    }
}
