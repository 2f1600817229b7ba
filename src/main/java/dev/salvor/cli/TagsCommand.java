// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.Failure;
import dev.salvor.operation.TagsOperation;
import dev.salvor.operation.TargetListing;
import dev.salvor.output.Output;
import dev.salvor.output.TagsView;
import dev.salvor.registry.endpoint.Endpoint;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what a registry has. */
@Command(
        name = "tags",
        description =
                "List the images of a registry as repository:tag lines, from _catalog and tags/list."
                        + " In Harbor, an account that may not read the catalog sees the projects whose repositories it may list.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  salvor tags harbor.example.com",
            "  salvor tags harbor.example.com/devops -o json | jq -r '.repositories[].repository'"
        })
public final class TagsCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "REGISTRY", description = RegistryOptions.DESCRIPTION)
    private String registry;

    @Mixin
    private RegistryOptions connection;

    /** The forms of a listing. */
    enum ListFormat {
        NAMES,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "names|json",
            defaultValue = "names",
            description = "Form of the result on stdout (default: ${DEFAULT-VALUE}).")
    private ListFormat format;

    @Mixin
    private OutputOptions outputOptions;

    /** @throws Failure if the registry cannot be listed */
    @Override
    public Integer call() {
        Output output = outputOptions.output();
        Endpoint endpoint = connection.endpoint(registry);
        TargetListing listing =
                new TagsOperation(connection.address(endpoint, output), new OutputListener(output)).run();
        TagsView view = new TagsView(listing);
        output.result(format == ListFormat.JSON ? view.json() : view.names());
        view.complaints().forEach(output::warn);
        view.emptiness(registry).ifPresent(output::tell);
        // of a prefix its own project is all that was asked for
        boolean all = listing.limits().isEmpty() || !endpoint.prefix().isEmpty();
        return all && listing.failed().isEmpty() && listing.withheld().isEmpty()
                ? ExitCode.DONE
                : ExitCode.NOT_DELIVERED;
    }
}
