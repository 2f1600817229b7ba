// SPDX-License-Identifier: Apache-2.0
package dev.salvor.outcome;

import dev.salvor.image.ImageName;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Sees to it that each image gets one outcome and no image is forgotten, whatever goes wrong. Holds only those that are open. */
public final class Ledger {
    private static final int NAMES = 5;

    private final Set<ImageName> open = ConcurrentHashMap.newKeySet();

    /** This image was selected, and has no outcome yet. */
    public void open(ImageName image) {
        if (!open.add(image)) {
            throw new IllegalStateException(image + " was taken up twice");
        }
    }

    /** It has one, or was handed on to who will give it one. */
    public void close(ImageName image) {
        if (!open.remove(image)) {
            throw new IllegalStateException(image + " has got two outcomes, or was never taken up");
        }
    }

    /** @throws IllegalStateException a bug: some image was lost; the message names the first few */
    public void requireAllClosed() {
        if (!open.isEmpty()) {
            String names =
                    open.stream().sorted().limit(NAMES).map(ImageName::toString).collect(Collectors.joining(", "));
            throw new IllegalStateException(open.size() + " selected images have no outcome"
                    + (open.size() > NAMES ? ", such as " : ": ") + names);
        }
    }
}
