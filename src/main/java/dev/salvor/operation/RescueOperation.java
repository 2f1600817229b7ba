// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.Failure;
import dev.salvor.progress.SyncProgress;
import dev.salvor.proof.RescueVerifier;
import dev.salvor.proof.RescuedImage;
import dev.salvor.proof.VerifiedRescue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Proves that a registry has what a source has. Changes nothing there, and makes no pull unless bytes are to be read back. */
public final class RescueOperation {
    private final Supplier<RescueVerifier.Request> request;
    private final Target.Connector connector;
    private final SyncProgress progress;
    private final Listener listener;
    private final Consumer<RescuedImage> settled;

    /**
     * @param request asked for when the registry is known to be usable: what comes before may take long
     * @param settled hears of every image as soon as it is known, from any thread
     */
    public RescueOperation(
            Supplier<RescueVerifier.Request> request,
            Target.Connector connector,
            SyncProgress progress,
            Listener listener,
            Consumer<RescuedImage> settled) {
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
    public VerifiedRescue run() {
        try (Target target = connector.connect(listener)) {
            VerifiedRescue rescue = new RescueVerifier(request.get(), target.connection(), progress, settled).run();
            listener.problems(rescue.findings().problems());
            rescue.findings().caveats().mistyped().forEach(listener::warn);
            return rescue;
        }
    }
}
