// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.inventory.Inventory;
import dev.salvor.inventory.NameList;
import dev.salvor.operation.ScanOperation;
import dev.salvor.outcome.Tally;
import dev.salvor.output.Format;
import dev.salvor.output.NamesView;
import dev.salvor.output.Output;
import dev.salvor.output.ProgressDisplay;
import dev.salvor.output.ScanView;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.Selection;
import dev.salvor.source.ImageSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what is in a storage. */
@Command(
        name = "scan",
        description = "Show what is in a storage: repositories, tags, sizes, and what is damaged. Needs no registry.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  salvor scan /storage",
            "  salvor scan /storage --include 'devops/**' --newest 3",
            "  salvor scan /storage -o names                            repository:tag lines; reads no manifest",
            "  salvor scan /storage -o names | grep v2 | salvor sync /storage harbor.example.com --images -",
            "  salvor scan /storage -o json | jq -r '.images[] | select(.state != \"whole\") | .image, .reason'",
            "",
            "Exit codes: 0 done, 2 wrong usage, no storage or no repository in it, 4 repositories without tags,",
            "5 damaged, unsupported or unreadable images, or an image of --images that is not there, 130 interrupted."
        })
public final class ScanCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "STORAGE", description = StorageParameter.DESCRIPTION)
    private Path storage;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private SourceOptions source;

    @Mixin
    private IgnoreUntaggedOption untagged;

    @Mixin
    private JobsOption jobs;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json|names",
            defaultValue = "table",
            description = "Form of the result on stdout (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Mixin
    private OutputOptions outputOptions;

    @Override
    public Integer call() {
        Output output = outputOptions.output();
        Stdin.requireOne(
                Stream.concat(source.stdinOptions(Optional.of(storage)).stream(), selection.stdinOption().stream()));
        ImageSource opened = format == Format.NAMES
                ? source.openNames(storage, jobs.count(), output)
                : source.open(storage, jobs.count(), output);
        Selection selected = selection.selection();
        // Told before the interruption is closed: then the process ends.
        try (Interruption _ = Interruption.ofThisThread()) {
            return scan(opened, selected, output);
        }
    }

    private int scan(ImageSource opened, Selection selected, Output output) {
        try {
            return switch (format) {
                case NAMES -> names(opened, selected, output);
                case TABLE, JSON -> images(opened, selected, output);
            };
        } catch (CancellationException e) {
            output.tell("interrupted while scanning");
            return ExitCode.INTERRUPTED;
        }
    }

    private int names(ImageSource opened, Selection selected, Output output) {
        SyncProgress progress = new SyncProgress();
        NameList list;
        try (ProgressDisplay _ = ProgressDisplay.start(output, progress)) {
            list = new ScanOperation(opened, selected, jobs.count(), progress).names();
        }
        NamesView view = new NamesView(list, source.namesUntagged());
        output.result(view.names());
        view.complaints().forEach(output::tell);
        list.findings().caveats().mistyped().forEach(output::warn);
        return exitCode(list.faults(), list.findings());
    }

    private int images(ImageSource opened, Selection selected, Output output) {
        SyncProgress progress = new SyncProgress();
        Inventory inventory;
        try (ProgressDisplay _ = ProgressDisplay.start(output, progress)) {
            inventory = new ScanOperation(opened, selected, jobs.count(), progress).images();
        }
        ScanView view = new ScanView(inventory, Instant.now());
        output.result(format == Format.JSON ? view.json() : view.table());
        inventory.findings().caveats().mistyped().forEach(output::warn);
        return exitCode(inventory.faults(), inventory.findings());
    }

    private int exitCode(Tally faults, ScanFindings findings) {
        return ExitCode.of(faults, findings.problems(), findings.lackTags() && !untagged.ignoreUntagged(), false);
    }
}
