// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.registry.Refusal;
import dev.salvor.registry.Refusal.Reason;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedManifest;

/** What is unusual about a manifest that a registry does not take: more than its answer says. */
final class UnusualManifest {
    /** What every registry has to take; distribution takes no more (its {@code maxManifestBodySize}). */
    private static final long USUAL_BYTES = 4 << 20;

    private UnusualManifest() {}

    /** The same refusal, with the reason that the manifest gives it. */
    static RefusedException of(ResolvedManifest manifest, RefusedException refused) {
        Refusal refusal = refused.refusal();
        boolean isOfContent = switch (refusal.reason()) {
            case INVALID, BLOB_UNKNOWN, DIGEST, MANIFEST_FAILS, CHILD_TWICE, TOO_LARGE, UNEXPECTED ->
                refusal.status() != 0;
            default -> false;
        };
        if (!isOfContent) {
            return refused;
        }
        if (manifest.size() > USUAL_BYTES) {
            return because(Reason.MANIFEST_SIZE, refusal);
        }
        if (manifest.isIndexOfBlobs()) {
            return because(Reason.INDEX_OF_BLOBS, refusal);
        }
        return manifest.foreign().any() ? because(Reason.FOREIGN_LAYERS, refusal) : refused;
    }

    private static RefusedException because(Reason reason, Refusal refusal) {
        return new RefusedException(new Refusal(reason, refusal.status(), refusal.words()));
    }
}
