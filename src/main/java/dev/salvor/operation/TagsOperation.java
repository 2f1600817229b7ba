// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.Failure;
import dev.salvor.harbor.Harbor;

/** Lists what a registry has. */
public final class TagsOperation {
    private final Target.Connector connector;
    private final Listener listener;

    public TagsOperation(Target.Connector connector, Listener listener) {
        this.connector = connector;
        this.listener = listener;
    }

    /** @throws Failure if the registry cannot be used, or nothing can be listed */
    public TargetListing run() {
        try (Target target = connector.connect(listener)) {
            return TargetListing.read(
                    target.connection().registry(),
                    target.connection().endpoint(),
                    target.harbor().map(Harbor::content));
        }
    }
}
