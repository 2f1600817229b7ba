// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.RepositoryName;
import java.util.List;

/** What becomes of the name of a repository of the storage. */
public sealed interface TargetName {

    /** @param repository its name on the target */
    record Usable(RepositoryName repository) implements TargetName {}

    /** Nothing of the repository can be sent. */
    sealed interface Unusable extends TargetName {}

    /**
     * What comes out is no repository name.
     *
     * @param name what comes out
     * @param by the rules that had a part in it, as they were typed; in their order
     */
    record Illegal(String name, List<String> by) implements Unusable {
        public Illegal {
            by = List.copyOf(by);
        }
    }

    /**
     * Other repositories of the storage would get the same name: their tags would mix, and the last one win.
     *
     * @param repository the name on the target
     * @param sources all that would have it, sorted
     */
    record Shared(RepositoryName repository, List<RepositoryName> sources) implements Unusable {
        public Shared {
            sources = List.copyOf(sources);
        }
    }
}
