// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.RepositoryName;
import java.util.Set;

/** What {@code /v2/_catalog} says. */
public sealed interface Catalog {
    /** It proves presence, never absence: some registries drop names from it. Names that break the grammar are left out. */
    record Readable(Set<RepositoryName> repositories) implements Catalog {}

    /** This account may not read it, or the registry has none. */
    record Withheld(int status) implements Catalog {}
}
