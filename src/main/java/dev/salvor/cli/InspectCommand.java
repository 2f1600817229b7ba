// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.Failure;
import dev.salvor.image.ImageName;
import dev.salvor.inventory.Inspection;
import dev.salvor.operation.InspectOperation;
import dev.salvor.operation.InspectTargetOperation;
import dev.salvor.output.InspectView;
import dev.salvor.output.Output;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.source.ImageSource;
import dev.salvor.source.TagOrigin;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one image of a storage. */
@Command(
        name = "inspect",
        description =
                "Show one image of a storage or of a registry: manifest, children, config and layers, the state of each, and its"
                        + " file.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  salvor inspect /storage devops/bmcx:1.1.0",
            "  salvor inspect /storage devops/bmcx@sha256:6c3c624b58db…   all 64 digits; it need not have a tag",
            "  salvor inspect /storage devops/bmcx:1.1.0 -o json | jq -r '.. | .file? // empty'",
            "  salvor inspect docker://harbor.example.com/devops/bmcx:1.1.0     the same of a registry",
            "",
            "Of a registry each manifest is read, which Harbor counts as a pull of it; of blobs only size and presence are asked for.",
            "",
            "Exit codes: 0 whole, 2 wrong usage, no storage or no such image, 3 registry unusable,",
            "5 damaged, unsupported or unreadable."
        })
public final class InspectCommand implements Callable<Integer> {
    /** It looks at one image only. */
    private static final int FEW_READS = 8;

    @Parameters(
            index = "0",
            paramLabel = "STORAGE",
            description =
                    StorageParameter.DESCRIPTION + " Or an image of a registry, without IMAGE: docker://HOST/NAME:TAG")
    private Path storage;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "IMAGE",
            description = "repository:tag, or repository@sha256:digest.")
    private String image;

    @Mixin
    private SourceOptions source;

    @Mixin
    private RegistryOptions connection;

    @Mixin
    private FormatOption format;

    @Mixin
    private OutputOptions outputOptions;

    /** @throws Failure if there is no such storage or registry, or no such image in it */
    @Override
    public Integer call() {
        Output output = outputOptions.output();
        Stdin.requireOne(
                Stream.concat(source.stdinOptions(Optional.of(storage)).stream(), connection.stdinOption().stream()));
        Optional<RegistryImageName> there = RegistryImageName.of(storage);
        return there.isPresent() ? ofRegistry(there.get(), output) : ofStorage(output);
    }

    private int ofRegistry(RegistryImageName name, Output output) {
        source.requireStorage(Optional.empty());
        if (image != null) {
            throw new Usage("'" + image + "' is one image more", "Give docker://REGISTRY/REPOSITORY:TAG alone.");
        }
        Endpoint endpoint = connection.endpoint(name.repository());
        ImageName reference = name.image(endpoint);
        Inspection inspection = new InspectTargetOperation(
                        connection.address(endpoint, output), new OutputListener(output))
                .run(reference);
        return show(inspection, new TagOrigin.Named(endpoint.authority()), output);
    }

    private int ofStorage(Output output) {
        if (image == null) {
            throw new Usage("IMAGE is missing", "It is salvor inspect STORAGE IMAGE.");
        }
        ImageName reference = ImageName.tryParse(image)
                .orElseThrow(
                        () -> new Usage(
                                "'" + image + "' is not the name of an image",
                                "Give repository:tag or repository@sha256:digest with the full digest, without a registry in front."));
        ImageSource opened = source.open(storage, FEW_READS, output);
        Inspection inspection = new InspectOperation(opened, new OutputListener(output)).run(reference);
        return show(inspection, opened.tags().origin(reference), output);
    }

    private int show(Inspection inspection, TagOrigin origin, Output output) {
        InspectView view = new InspectView(inspection, origin, Instant.now());
        format.print(output, view::table, view::json);
        return inspection.isWhole() ? ExitCode.DONE : ExitCode.SOURCE_DAMAGED;
    }
}
