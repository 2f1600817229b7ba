// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Output;
import dev.salvor.output.ProgressDisplay;
import dev.salvor.output.ReportPlace;
import dev.salvor.output.VerifyView;
import dev.salvor.progress.SyncProgress;
import dev.salvor.source.ImageSource;
import dev.salvor.source.SourceProblem;
import dev.salvor.verify.ReadRecord;
import dev.salvor.verify.StorageVerifier;
import dev.salvor.verify.VerifiedStorage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves that a storage has all that its images need. */
@Command(
        name = "verify",
        description =
                "Verify a storage: whether all that its images need is there, and with --content is right. Needs no registry.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  salvor verify /storage                                   links, existence, sizes",
            "  salvor verify /storage --content                         reads every blob, too",
            "  salvor verify /storage --content --resume /tmp/read      goes on where the last one stopped",
            "  salvor verify /storage --include 'devops/**' --newest 3",
            "  salvor verify /storage --tags-from harbor.sql.gz --untagged",
            "  salvor verify /storage -o json | jq -r '.causes[].fault.digest'",
            "",
            "Exit codes: 0 all whole, 2 wrong usage, no storage or no repository in it, 4 repositories without tags,",
            "5 something is not whole, or an image of --images is not there, 130 interrupted."
        })
public final class VerifyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "STORAGE", description = StorageParameter.DESCRIPTION)
    private Path storage;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private SourceOptions source;

    @Mixin
    private IgnoreUntaggedOption untagged;

    @Option(names = "--content", description = "Read every blob once, and compare its digest.")
    private boolean content;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Remember in FILE what --content has read, and read nothing again that FILE has and that is the same file"
                            + " still, by size, time and inode. It lies outside of the storage.")
    private Path resume;

    @Mixin
    private JobsOption jobs;

    @Mixin
    private FormatOption format;

    @Mixin
    private OutputOptions outputOptions;

    @Override
    public Integer call() {
        if (resume != null && !content) {
            throw new Usage("--resume " + resume + " is about what --content reads", "Give --content, too.");
        }
        Output output = outputOptions.output();
        Stdin.requireOne(Stream.concat(source.stdinOptions().stream(), selection.stdinOption().stream()));
        ImageSource opened = source.open(storage, jobs.count(), output);
        try (Interruption interruption = Interruption.ofThisThread();
                ReadRecord record = record(opened)) {
            VerifiedStorage verification = verify(opened, record, output);
            VerifyView view = new VerifyView(verification);
            format.print(output, view::table, view::json);
            verification.findings().caveats().mistyped().forEach(output::warn);
            record.fault().ifPresent(why -> output.warn("the file of --resume lacks some of what was read: " + why));
            return interruption.happened() || verification.interrupted()
                    ? ExitCode.INTERRUPTED
                    : exitCode(verification);
        }
    }

    private ReadRecord record(ImageSource opened) {
        return resume == null
                ? ReadRecord.none()
                : ReadRecord.open(ReportPlace.ofResume(resume, opened.root()).file(), opened.root());
    }

    private VerifiedStorage verify(ImageSource opened, ReadRecord record, Output output) {
        SyncProgress progress = new SyncProgress();
        try (ProgressDisplay _ = ProgressDisplay.start(output, progress)) {
            VerifiedStorage verification = new StorageVerifier(
                            new StorageVerifier.Request(opened, selection.selection(), jobs.count(), content, record),
                            progress)
                    .run();
            verification
                    .content()
                    .ifPresent(sum -> output.trace("settled on " + sum.readers() + " files read at once, of "
                            + jobs.count() + " allowed by --jobs"));
            return verification;
        }
    }

    private int exitCode(VerifiedStorage verification) {
        if (verification.findings().lackTags() && !untagged.ignoreUntagged()) {
            return ExitCode.NOT_DELIVERED;
        }
        boolean hidden = verification.findings().problems().stream()
                .anyMatch(problem -> problem.kind() == SourceProblem.Kind.UNREADABLE);
        return verification.isWhole() && !hidden ? ExitCode.DONE : ExitCode.SOURCE_DAMAGED;
    }
}
