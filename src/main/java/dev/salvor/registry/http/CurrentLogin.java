// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.salvor.registry.login.Credentials;
import java.util.function.Supplier;

/**
 * The login of a run. It may end in the middle (a password of ECR lives for twelve hours), and whatever wrote it into its file, or the
 * helper that gave it, may have a newer one by then.
 */
final class CurrentLogin {
    private final Supplier<Credentials> source;
    private volatile Credentials current;
    /** For which the source had nothing better; guarded by this. */
    private Credentials ended = new Credentials.Anonymous();

    /** @param source where the login came from, read again */
    CurrentLogin(Credentials first, Supplier<Credentials> source) {
        this.current = first;
        this.source = source;
    }

    Credentials credentials() {
        return current;
    }

    /**
     * Reads the source once more, once for each login that ended.
     *
     * @return whether there is another one than the refused
     */
    synchronized boolean renew(Credentials refused) {
        if (!current.equals(refused)) {
            return true;
        }
        if (refused.equals(ended)) {
            return false;
        }
        Credentials found = source.get();
        if (found.equals(refused) || found instanceof Credentials.Anonymous) {
            ended = refused;
            return false;
        }
        current = found;
        return true;
    }
}
