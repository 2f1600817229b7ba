// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import java.time.Duration;
import java.util.List;

/** Sends a manifest, and what the registry turns out to lack for it (rule 7). */
final class ManifestPut {
    /** Before each repair of what the registry does not see. */
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(250), Duration.ofSeconds(1));

    private final RefusedKinds kinds;

    ManifestPut(RefusedKinds kinds) {
        this.kinds = kinds;
    }

    interface Put {
        void send() throws RefusedException, SourceFaultException;
    }

    /** Sends a manifest of an image; the put is called again after a repair. */
    void send(TargetRepository repository, ResolvedImage image, ResolvedManifest manifest, Put put)
            throws RefusedException, SourceFaultException, InterruptedException {
        try {
            sendOrRepair(repository, image, manifest, put);
        } catch (RefusedException e) {
            RefusedException refused = UnusualManifest.of(manifest, e);
            kinds.note(manifest, refused.refusal());
            throw refused;
        }
    }

    /**
     * A registry over an object storage, or one of several replicas, may not see for a moment what it was just given: each repair comes
     * after a longer pause, and sends again what was sent again already only if a look does not find it.
     *
     * @param manifest what the put needs
     */
    static void sendOrRepair(TargetRepository repository, ResolvedImage image, ResolvedManifest manifest, Put put)
            throws RefusedException, SourceFaultException, InterruptedException {
        for (Duration pause : PAUSES) {
            try {
                put.send();
                return;
            } catch (RefusedException e) {
                boolean isUnseen = e.refusal().reason() == Refusal.Reason.BLOB_UNKNOWN;
                if (isUnseen) {
                    Thread.sleep(pause);
                }
                repository.repair(image, manifest, e);
                if (!isUnseen) {
                    break;
                }
            }
        }
        put.send();
    }
}
