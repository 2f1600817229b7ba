// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.Failure;
import dev.salvor.image.ImageName;
import dev.salvor.inventory.Inspection;
import dev.salvor.operation.InspectOperation;
import dev.salvor.output.InspectView;
import dev.salvor.output.Output;
import dev.salvor.source.ImageSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one image of a storage. */
@Command(
        name = "inspect",
        description = "Show one image of a storage: manifest, children, config and layers, the file and state of each.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  salvor inspect /storage devops/bmcx:1.1.0",
            "  salvor inspect /storage devops/bmcx@sha256:6c3c624b58db…   all 64 digits; it need not have a tag",
            "  salvor inspect /storage devops/bmcx:1.1.0 -o json | jq -r '.. | .file? // empty'",
            "",
            "Exit codes: 0 whole, 2 wrong usage, no storage or no such image, 5 damaged, unsupported or unreadable."
        })
public final class InspectCommand implements Callable<Integer> {
    /** It looks at one image only. */
    private static final int FEW_READS = 8;

    @Parameters(index = "0", paramLabel = "STORAGE", description = StorageParameter.DESCRIPTION)
    private Path storage;

    @Parameters(index = "1", paramLabel = "IMAGE", description = "repository:tag, or repository@sha256:digest.")
    private String image;

    @Mixin
    private SourceOptions source;

    @Mixin
    private FormatOption format;

    @Mixin
    private OutputOptions outputOptions;

    /** @throws Failure.Source if there is no such storage, or no such image in it */
    @Override
    public Integer call() {
        ImageName reference = ImageName.tryParse(image)
                .orElseThrow(
                        () -> new Usage(
                                "'" + image + "' is not the name of an image",
                                "Give repository:tag or repository@sha256:digest with the full digest, without a registry in front."));
        Output output = outputOptions.output();
        ImageSource opened = source.open(storage, FEW_READS, output);
        Inspection inspection = new InspectOperation(opened, new OutputListener(output)).run(reference);
        InspectView view = new InspectView(inspection, opened.tags().origin(reference), Instant.now());
        format.print(output, view::table, view::json);
        return inspection.isWhole() ? ExitCode.DONE : ExitCode.SOURCE_DAMAGED;
    }
}
