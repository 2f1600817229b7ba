// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.Failure;
import dev.salvor.image.ImageName;
import dev.salvor.inventory.Inspection;
import dev.salvor.inventory.Inspector;
import dev.salvor.source.ImageSource;

/** Looks at one image of a source, part by part. Needs no target. */
public final class InspectOperation {
    private final ImageSource source;
    private final Listener listener;

    public InspectOperation(ImageSource source, Listener listener) {
        this.source = source;
        this.listener = listener;
    }

    /** @throws Failure.Source if there is no such image */
    public Inspection run(ImageName image) {
        return new Inspector(source, problem -> listener.warn(problem.path() + ": " + problem.reason())).inspect(image);
    }
}
