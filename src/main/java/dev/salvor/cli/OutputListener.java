// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.check.Finding;
import dev.salvor.operation.Listener;
import dev.salvor.outcome.ImageResult;
import dev.salvor.output.FindingText;
import dev.salvor.output.Output;
import java.util.List;
import java.util.function.Consumer;

/** Tells the user of an operation while it runs. */
record OutputListener(Output output, Consumer<ImageResult> outcomes) implements Listener {

    /** Nobody wants to hear of each image. */
    OutputListener(Output output) {
        this(output, _ -> {});
    }

    @Override
    public void tell(String line) {
        output.tell(line);
    }

    @Override
    public void warn(String line) {
        output.warn(line);
    }

    @Override
    public void trace(String line) {
        output.trace(line);
    }

    @Override
    public void outcome(ImageResult result) {
        outcomes.accept(result);
    }

    @Override
    public void findings(List<Finding> findings) {
        FindingText.troubles(findings).lines().forEach(output::tell);
    }
}
