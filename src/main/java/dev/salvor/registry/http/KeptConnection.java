// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

/** Requests that name the same one go over the same connection, one after another, as long as the other side keeps it. */
public final class KeptConnection {
    /** Whichever is free. */
    public static final KeptConnection ANY = new KeptConnection();

    private KeptConnection() {}

    /** One that nobody else names. */
    public static KeptConnection own() {
        return new KeptConnection();
    }
}
