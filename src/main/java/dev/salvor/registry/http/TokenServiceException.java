// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** The token service gave no answer. It is often another host than the registry: whatever URL Harbor believes to have. */
public final class TokenServiceException extends IOException {
    private static final long serialVersionUID = 1L;

    private final URI realm;
    private final IOException failure;

    TokenServiceException(URI realm, IOException failure) {
        super(
                "the token service at " + realm + ": "
                        + Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString),
                failure);
        this.realm = realm;
        this.failure = failure;
    }

    /** Its address, as the registry tells it. */
    public URI realm() {
        return realm;
    }

    public IOException failure() {
        return failure;
    }
}
