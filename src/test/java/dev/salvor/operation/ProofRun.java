// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.image.Digest;
import dev.salvor.progress.SyncProgress;
import dev.salvor.proof.ImageProof;
import dev.salvor.proof.ProvenImage;
import dev.salvor.proof.Prover;
import dev.salvor.proof.RegistryProof;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.source.ImageSource;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Runs {@code verify STORAGE REGISTRY} in this JVM, through the same classes as the command. */
final class ProofRun {
    private static final int JOBS = 8;

    private final Path storage;
    private final Target.Connector registry;
    private Selection selection = Selection.all();
    private TargetNames names = TargetNames.unchanged();
    private boolean readsBytes;
    private Optional<Integer> sample = Optional.empty();
    private Set<Digest> broken = Set.of();
    private Consumer<ProvenImage> settled = _ -> {};
    private UnaryOperator<ImageSource> view = source -> source;

    private ProofRun(Path storage, Target.Connector registry) {
        this.storage = storage;
        this.registry = registry;
    }

    static ProofRun of(Path storage, String registry) {
        return of(storage, SyncRun.of(storage, registry));
    }

    /** Over the connection that a sync has. */
    static ProofRun of(Path storage, SyncRun sync) {
        return new ProofRun(storage, sync::connect);
    }

    ProofRun with(Selection other) {
        selection = other;
        return this;
    }

    ProofRun with(TargetNames other) {
        names = other;
        return this;
    }

    /** Puts something between the storage and the proof. */
    ProofRun over(UnaryOperator<ImageSource> other) {
        view = other;
        return this;
    }

    ProofRun readingBytes() {
        readsBytes = true;
        return this;
    }

    ProofRun sample(int size) {
        sample = Optional.of(size);
        return this;
    }

    /** Knowing what reading the storage has shown. */
    ProofRun knowing(Set<Digest> other) {
        broken = other;
        return this;
    }

    ProofRun onSettled(Consumer<ProvenImage> other) {
        settled = other;
        return this;
    }

    RegistryProof run() {
        Prover.Request request = new Prover.Request(
                view.apply(Storage.open(storage)), selection, names, JOBS, readsBytes, sample, broken);
        return new ProofOperation(() -> request, registry, new SyncProgress(), new Listener() {}, settled).run();
    }

    /** What is not there and right, by name. */
    static TreeMap<String, ImageProof.Kind> open(RegistryProof proof) {
        TreeMap<String, ImageProof.Kind> open = new TreeMap<>();
        proof.images().stream()
                .filter(image -> image.proof().kind() != ImageProof.Kind.THERE)
                .forEach(
                        image -> open.put(image.name().toString(), image.proof().kind()));
        return open;
    }
}
