// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What an operation told while it ran. */
class Heard implements Listener {
    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    private final Queue<ImageResult> images = new ConcurrentLinkedQueue<>();

    @Override
    public final void warn(String line) {
        warnings.add(line);
    }

    @Override
    public void outcome(ImageResult result) {
        images.add(result);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<ImageResult> images() {
        return List.copyOf(images);
    }

    /** By the names of the images. */
    static Map<String, Outcome> outcomes(List<ImageResult> images) {
        Map<String, Outcome> outcomes = new TreeMap<>();
        images.forEach(image -> outcomes.put(image.name().toString(), image.outcome()));
        return outcomes;
    }
}
