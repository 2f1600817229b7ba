// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.image.RepositoryName;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why Harbor takes no repository of a name that other registries take (protocol.md §5.3, harbor-live.md §7). */
public enum NameFault {
    /** 400 {@code invalid repository name}. */
    ONE_COMPONENT,
    /** No project can be called so: its rule is stricter than that of the rest. */
    PROJECT,
    /** The longest legal name is a 500 there. */
    TOO_LONG;

    private static final Pattern PROJECT_NAME = Pattern.compile("[a-z0-9]+(?:[._-][a-z0-9]+)*");
    private static final int LONGEST = 254;

    static Optional<NameFault> of(RepositoryName name) {
        if (name.value().indexOf('/') < 0) {
            return Optional.of(ONE_COMPONENT);
        }
        if (!PROJECT_NAME.matcher(name.project()).matches()) {
            return Optional.of(PROJECT);
        }
        return name.value().length() > LONGEST ? Optional.of(TOO_LONG) : Optional.empty();
    }
}
