// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Output;
import dev.salvor.output.ProgressDisplay;
import dev.salvor.output.ReportPlace;
import dev.salvor.output.VerifyView;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.Selection;
import dev.salvor.source.ImageSource;
import dev.salvor.verify.ReadRecord;
import dev.salvor.verify.StorageVerifier;
import dev.salvor.verify.VerifiedStorage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves that a storage has all that its images need, or that a registry has what the storage has. */
@Command(
        name = "verify",
        description =
                "Verify a storage: whether all that its images need is there, and with --content is right. With REGISTRY, prove"
                        + " that a rescue is complete: whether the registry has every image with all that belongs to it. Changes nothing.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  salvor verify /storage                                   links, existence, sizes",
            "  salvor verify /storage --content                         reads every blob, too",
            "  salvor verify /storage --content --resume /tmp/read      goes on where the last one stopped",
            "  salvor verify /storage --tags-from harbor.sql.gz --untagged",
            "  salvor verify /storage -o json | jq -r '.causes[].fault.digest'",
            "  salvor verify /storage harbor.example.com                is everything there? no pull",
            "  salvor verify /storage harbor.example.com --sample 100   a quick look, no proof",
            "  salvor verify /storage harbor.example.com --content      reads the registry's blobs back",
            "",
            "Exit codes: 0 all whole, and with REGISTRY all there; 2 wrong usage, no storage or no repository in it, 3 registry",
            "unusable, 4 not all there, or repositories without tags, 5 something in the storage is not whole, or an image of",
            "--images is not there, 130 interrupted."
        })
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "STORAGE", description = StorageParameter.DESCRIPTION)
    private Path storage;

    @Parameters(index = "1", arity = "0..1", paramLabel = "REGISTRY", description = RegistryOptions.DESCRIPTION)
    private String registry;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private SourceOptions source;

    @Mixin
    private IgnoreUntaggedOption untagged;

    @Option(
            names = "--content",
            paramLabel = "one|both",
            arity = "0..1",
            fallbackValue = "one",
            preprocessor = AttachedValue.class,
            description =
                    "Read every blob once, and compare its digest: of the storage, or with REGISTRY only of the registry, which"
                            + " counts as a pull in Harbor; with =both of both.")
    private Contents content = Contents.NONE;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Remember in FILE what --content has read in the storage, and read nothing again that FILE has and that is"
                            + " the same file still, by size, time and inode. It lies outside of the storage.")
    private Path resume;

    @Mixin
    private ProofOptions proof;

    @Mixin
    private FormatOption format;

    @Mixin
    private OutputOptions outputOptions;

    @Override
    public Integer call() {
        requireSense();
        Output output = outputOptions.output();
        Stdin.requireOne(Stream.of(
                        source.stdinOptions(Optional.of(storage)).stream(),
                        selection.stdinOption().stream(),
                        proof.stdinOption().stream())
                .flatMap(options -> options));
        return registry == null ? storage(output) : registry(output);
    }

    private void requireSense() {
        if (registry == null) {
            ProofOptions.requireNone(spec.commandLine().getParseResult().matchedOptions());
            if (content == Contents.BOTH) {
                throw new Usage(
                        "--content=both without REGISTRY: there is one side only",
                        "Give REGISTRY, or --content alone.");
            }
        } else {
            StorageParameter.requireOrder(storage, registry, "salvor verify STORAGE [REGISTRY]");
        }
        boolean readsStorage = content == (registry == null ? Contents.ONE : Contents.BOTH);
        if (resume != null && !readsStorage) {
            throw new Usage(
                    "--resume " + resume + " is about what --content reads in the storage",
                    registry == null ? "Give --content, too." : "Give --content=both, too.");
        }
    }

    private int storage(Output output) {
        ImageSource opened = source.open(storage, proof.jobs(), output);
        try (Interruption interruption = Interruption.ofThisThread();
                ReadRecord record = record(opened)) {
            VerifiedStorage verification =
                    verify(opened, selection.selection(), content == Contents.ONE, record, output);
            VerifyView view = new VerifyView(verification);
            format.print(output, view::table, view::json);
            verification.findings().caveats().mistyped().forEach(output::warn);
            warnOfRecord(record, output);
            return interruption.happened() || verification.interrupted()
                    ? ExitCode.INTERRUPTED
                    : ExitCode.of(verification, untagged.ignoreUntagged());
        }
    }

    private int registry(Output output) {
        source.requireRepository(storage, proof.jobs(), output);
        ImageSource opened = source.open(storage, proof.jobs(), output);
        Selection selected = proof.selected(selection.selection());
        try (ReadRecord record = record(opened)) {
            int code = new ProofRun(
                            registry,
                            opened,
                            selected,
                            proof,
                            content,
                            () -> verify(opened, selected, true, record, output),
                            output)
                    .run(format, untagged.ignoreUntagged());
            warnOfRecord(record, output);
            return code;
        }
    }

    private ReadRecord record(ImageSource opened) {
        return resume == null
                ? ReadRecord.none()
                : ReadRecord.open(ReportPlace.ofResume(resume, opened.root()).file(), opened.root());
    }

    private static void warnOfRecord(ReadRecord record, Output output) {
        record.fault().ifPresent(why -> output.warn("the file of --resume lacks some of what was read: " + why));
    }

    private VerifiedStorage verify(
            ImageSource opened, Selection selected, boolean reads, ReadRecord record, Output output) {
        SyncProgress progress = new SyncProgress();
        try (ProgressDisplay _ = ProgressDisplay.start(output, progress)) {
            VerifiedStorage verification = new StorageVerifier(
                            new StorageVerifier.Request(opened, selected, proof.jobs(), reads, record), progress)
                    .run();
            verification
                    .content()
                    .ifPresent(sum -> output.trace("settled on " + sum.readers() + " files read at once, of "
                            + proof.jobs() + " allowed by --jobs"));
            return verification;
        }
    }
}
