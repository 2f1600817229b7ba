// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import java.util.Objects;

/**
 * What a lookup found.
 *
 * @param credentials {@link Credentials.Anonymous} if it found nothing
 * @param origin where, for messages: a file, {@code DOCKER_AUTH_CONFIG}, {@code helper docker-credential-pass}; if nothing
 *     was found, where it was looked for
 */
public record FoundCredentials(Credentials credentials, String origin) {
    public FoundCredentials {
        Objects.requireNonNull(credentials);
        Objects.requireNonNull(origin);
    }
}
