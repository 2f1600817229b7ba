// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.inventory.Inspection;
import dev.salvor.inventory.Inspector;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.RefusedException;
import dev.salvor.source.ImageSource;

/** Looks at one image of a registry, part by part: each manifest is read, each blob asked for by HEAD. */
public final class InspectTargetOperation {
    private final Target.Connector connector;
    private final Listener listener;

    public InspectTargetOperation(Target.Connector connector, Listener listener) {
        this.connector = connector;
        this.listener = listener;
    }

    /** @throws Failure if the registry cannot be used, or has no such image */
    public Inspection run(ImageName image) {
        try (Target target = connector.connect(listener)) {
            Digest digest = digest(target, image);
            ImageSource there = new RegistryImage(target.connection(), image.repository());
            ImageName byDigest = new ImageName(image.repository(), digest);
            return new Inspector(there, problem -> listener.warn(problem.reason()))
                    .inspect(byDigest)
                    .of(image);
        }
    }

    /** By HEAD, which is no pull. */
    private static Digest digest(Target target, ImageName image) {
        String authority = target.connection().endpoint().authority();
        try {
            return switch (target.connection().registry().manifest(image.repository(), image.reference())) {
                case ManifestState.There(Digest digest) -> digest;
                case ManifestState.Absent _ ->
                    throw new Failure.Source(
                            authority + " has no image " + image,
                            "salvor tags " + authority + "/" + image.repository() + " lists what it has there.");
                case ManifestState.Broken(var refusal) ->
                    throw new Failure.Rejected(
                            authority + " lists " + image + " and cannot serve it: "
                                    + refusal.reason().title() + " (" + refusal.status() + " " + refusal.words() + ")",
                            "Its storage has an empty file there, as a full disk or a crash leaves it. Push the image again.");
            };
        } catch (RefusedException e) {
            throw new Failure.Unavailable(authority + " does not show " + image + ": " + e.getMessage(), e);
        }
    }
}
