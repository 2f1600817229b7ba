// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.image.Digest;
import dev.salvor.operation.ProofOperation;
import dev.salvor.operation.Target;
import dev.salvor.output.Output;
import dev.salvor.output.ProgressDisplay;
import dev.salvor.output.ProofView;
import dev.salvor.output.ReportFile;
import dev.salvor.progress.SyncProgress;
import dev.salvor.proof.Prover;
import dev.salvor.proof.RegistryProof;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.select.Selection;
import dev.salvor.source.ImageSource;
import dev.salvor.verify.VerifiedStorage;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One run of {@code verify STORAGE REGISTRY}. */
final class ProofRun {
    private final String registry;
    private final ImageSource source;
    private final Selection selection;
    private final ProofOptions options;
    private final Contents contents;
    private final Supplier<VerifiedStorage> storage;
    private final Output output;
    private Optional<VerifiedStorage> inStorage = Optional.empty();
    private Optional<ProgressDisplay> display = Optional.empty();

    /**
     * @param registry as it was typed
     * @param storage reads the content of the storage
     */
    ProofRun(
            String registry,
            ImageSource source,
            Selection selection,
            ProofOptions options,
            Contents contents,
            Supplier<VerifiedStorage> storage,
            Output output) {
        this.registry = registry;
        this.source = source;
        this.selection = selection;
        this.options = options;
        this.contents = contents;
        this.storage = storage;
        this.output = output;
    }

    /** @param ignoresUntagged whether repositories that were left out for want of tags are no news */
    int run(FormatOption format, boolean ignoresUntagged) {
        if (contents != Contents.NONE) {
            output.tell("--content reads everything back: in Harbor that counts as a pull of each image");
        }
        try (Interruption interruption = Interruption.ofThisThread();
                ReportFile report = ReportFile.open(options.report(), source.root())) {
            RegistryProof proof = verify(report);
            ProofView view = new ProofView(registry, proof, inStorage);
            report.finish(view.summary());
            format.print(output, view::table, view::json);
            return interruption.happened() || proof.interrupted()
                    ? ExitCode.INTERRUPTED
                    : ExitCode.of(proof, inStorage, ignoresUntagged);
        }
    }

    private RegistryProof verify(ReportFile report) {
        Endpoint endpoint = options.endpoint(registry);
        Prover.Request asked = new Prover.Request(
                source,
                selection,
                options.names(endpoint),
                options.jobs(),
                contents != Contents.NONE,
                options.sample(),
                Set.of());
        Target.Address address = options.address(endpoint, output);
        SyncProgress progress = new SyncProgress();
        Supplier<Prover.Request> request = () -> {
            Set<Digest> broken = broken();
            display = Optional.of(ProgressDisplay.start(output, progress));
            return asked.knowing(broken);
        };
        try {
            return new ProofOperation(request, address, progress, new OutputListener(output, report), report::proven)
                    .run();
        } finally {
            display.ifPresent(ProgressDisplay::close);
        }
    }

    /** Has a display of its own. */
    private Set<Digest> broken() {
        if (contents == Contents.BOTH) {
            inStorage = Optional.of(storage.get());
        }
        return inStorage.map(VerifiedStorage::broken).orElse(Set.of());
    }
}
