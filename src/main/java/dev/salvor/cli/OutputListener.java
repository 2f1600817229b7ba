// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.check.Finding;
import dev.salvor.operation.Listener;
import dev.salvor.outcome.ImageResult;
import dev.salvor.output.FindingText;
import dev.salvor.output.Output;
import dev.salvor.output.ReportFile;
import dev.salvor.source.SourceProblem;
import java.util.List;
import java.util.function.Consumer;

/** Tells the user of an operation while it runs. */
record OutputListener(Output output, Consumer<ImageResult> outcomes, Consumer<List<SourceProblem>> troubles)
        implements Listener {

    /** Nobody wants to hear of each image. */
    OutputListener(Output output) {
        this(output, _ -> {}, _ -> {});
    }

    OutputListener(Output output, ReportFile report) {
        this(output, report, report::problems);
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
    public void problems(List<SourceProblem> problems) {
        troubles.accept(problems);
    }

    @Override
    public void findings(List<Finding> findings) {
        FindingText.troubles(findings).lines().forEach(output::tell);
    }
}
