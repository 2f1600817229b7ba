// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

/** How to prove to a registry who asks: {@code --auth}. */
public enum Authentication {
    /** As the registry's first challenge says. */
    AUTO,
    /** Name and password with every request to the registry, and no token service. Harbor takes that, though it challenges for tokens. */
    BASIC,
    /** Tokens only: name and password go to the token service and nowhere else. */
    TOKEN
}
