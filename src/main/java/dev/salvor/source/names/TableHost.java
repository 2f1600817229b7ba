// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.PrintedName;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes the registry's host from the front of the names of a table, such as {@code docker images --digests} prints. Harbor's projects may
 * contain dots, so without a word of the user it is a host only where the storage has the rest and not the whole.
 */
final class TableHost {
    private final Optional<ImageSource> storage;
    private final Optional<String> host;
    private final SortedSet<String> cut = new TreeSet<>();
    /** Null until somebody asks: that walks all directories. */
    private Set<RepositoryName> stored;

    /** @param host the user's word */
    TableHost(Optional<ImageSource> storage, Optional<String> host) {
        this.storage = storage;
        this.host = host;
    }

    String cut(String typed) {
        PrintedName name = new PrintedName(typed, Optional.empty(), Optional.empty());
        Optional<String> front = name.host();
        if (front.isEmpty() || !isHost(front.get(), name)) {
            return typed;
        }
        cut.add(front.get());
        return typed.substring(front.get().length() + 1);
    }

    private boolean isHost(String front, PrintedName name) {
        return host.map(front::equals).orElseGet(() -> !isStored(name.typed()) && isStored(name.cut()));
    }

    private boolean isStored(Optional<RepositoryName> name) {
        if (stored == null) {
            stored = ConcurrentHashMap.newKeySet();
            storage.ifPresent(its -> its.tags().names(stored::add));
        }
        return name.filter(stored::contains).isPresent();
    }

    /** What was done, in words; empty if nothing was. */
    String told() {
        return cut.isEmpty() ? "" : ", without " + String.join(", ", cut) + " in front of its names";
    }
}
