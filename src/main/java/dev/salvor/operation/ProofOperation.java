// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.Failure;
import dev.salvor.progress.SyncProgress;
import dev.salvor.proof.ProvenImage;
import dev.salvor.proof.Prover;
import dev.salvor.proof.RegistryProof;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Proves that a registry has what a source has. Changes nothing there, and makes no pull unless bytes are to be read back. */
public final class ProofOperation {
    private final Supplier<Prover.Request> request;
    private final Target.Connector connector;
    private final SyncProgress progress;
    private final Listener listener;
    private final Consumer<ProvenImage> settled;

    /**
     * @param request asked for when the registry is known to be usable: what comes before may take long
     * @param settled hears of every image as soon as it is known, from any thread
     */
    public ProofOperation(
            Supplier<Prover.Request> request,
            Target.Connector connector,
            SyncProgress progress,
            Listener listener,
            Consumer<ProvenImage> settled) {
        this.request = request;
        this.connector = connector;
        this.progress = progress;
        this.listener = listener;
        this.settled = settled;
    }

    /**
     * If this thread is interrupted, it ends soon with what is known by then; the thread stays interrupted.
     *
     * @throws Failure if the source is empty, or the registry cannot be used
     */
    public RegistryProof run() {
        try (Target target = connector.connect(listener)) {
            RegistryProof proof = new Prover(request.get(), target.connection(), progress, settled).run();
            listener.problems(proof.findings().problems());
            proof.findings().caveats().mistyped().forEach(listener::warn);
            return proof;
        }
    }
}
