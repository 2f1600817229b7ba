// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.Failure;
import dev.salvor.output.Output;
import dev.salvor.plan.Delivery;
import dev.salvor.source.ImageSource;
import dev.salvor.source.Spare;
import dev.salvor.source.spare.HealedSource;
import dev.salvor.source.spare.LocalSpares;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where what a storage lacks may still be. */
public final class BlobsFromOptions {
    private static final String NAME = "--blobs-from";

    @Option(
            names = NAME,
            paramLabel = "PATH",
            description =
                    "Take blobs and manifests that STORAGE lacks or has broken from here, by their digest: another registry's storage, an OCI"
                            + " layout, skopeo's dir: images, files named by their digest, a node's /var/lib/containerd. Repeatable: asked in this order.")
    private List<String> places = new ArrayList<>();

    /** @throws Usage if there are some, and no blobs are sent */
    void requireSent(Delivery delivery) {
        if (delivery == Delivery.IN_PLACE && !places.isEmpty()) {
            throw new Usage(
                    NAME
                            + " with --same-storage: blobs that are missing on the volume are missing on the registry, and none is sent there",
                    "Leave --same-storage out.");
        }
    }

    /** Opens them, and says what each is. */
    ImageSource over(ImageSource storage, Output output) {
        if (places.isEmpty()) {
            return storage;
        }
        List<Spare> spares = new ArrayList<>();
        for (String place : places) {
            Spare spare = open(place, output);
            output.tell(NAME + " " + spare.name() + ": " + spare.kind());
            spares.add(spare);
        }
        return new HealedSource(storage, spares);
    }

    private static Spare open(String place, Output output) {
        try {
            return LocalSpares.open(Path.of(place), output::warn);
        } catch (Failure.Source e) {
            throw new Failure.Source(NAME + ": " + e.getMessage(), e.advice(), e);
        }
    }
}
