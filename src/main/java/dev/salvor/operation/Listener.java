// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.check.Finding;
import dev.salvor.outcome.ImageResult;
import dev.salvor.source.SourceProblem;
import java.util.List;

/** Who hears of an operation while it runs; from any thread. */
public interface Listener {

    /** Something of the story, one line. */
    default void tell(String line) {}

    default void warn(String line) {}

    /** What only who looks for a fault wants to know, such as each request. */
    default void trace(String line) {}

    /** What became of an image, as soon as it is known. */
    default void outcome(ImageResult result) {}

    /** What the source's scan stumbled over, before anything is pushed. */
    default void problems(List<SourceProblem> problems) {}

    /** What the preflight found, before anything is pushed. */
    default void findings(List<Finding> findings) {}
}
