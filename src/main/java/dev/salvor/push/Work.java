// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.outcome.Outcome;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.SourceFaultException;

/** What is done with each image of a plan, in a slot: it is brought to a registry, or written into files. */
public interface Work {
    /** @return that it was pushed; or what is there under its tag already, or why it was not tried */
    Outcome push(ResolvedImage image) throws RefusedException, SourceFaultException, InterruptedException;
}
