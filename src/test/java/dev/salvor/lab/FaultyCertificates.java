// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Certificates of servers that a client must not accept, each with one fault; its authority is known to those who trust {@code caPem}. */
public enum FaultyCertificates {
    EXPIRED,
    NOT_YET_VALID,
    /** An intermediate authority issued it, and the server sends the server's certificate alone. */
    WITHOUT_INTERMEDIATE,
    /** The server sends its authority's certificate along, which nobody trusts. */
    OF_UNKNOWN_AUTHORITY,
    /** The trusted authority has the same name and another key. */
    OF_RENEWED_AUTHORITY,
    SELF_SIGNED;

    private static final Duration MONTH = Duration.ofDays(30);

    /** Makes new ones, as PEM files in this directory. */
    public Certificates in(Path directory) {
        SignedKey root = SignedKey.authority("Lab CA", "EC");
        SignedKey other = SignedKey.authority("Other CA", "EC");
        SignedKey intermediate = root.issueAuthority("Lab Intermediate");
        return switch (this) {
            case EXPIRED ->
                Certificates.in(directory, root, root.issueServer(Instant.now().minus(MONTH)));
            case NOT_YET_VALID ->
                Certificates.in(directory, root, root.issueServer(Instant.now().plus(MONTH)));
            case WITHOUT_INTERMEDIATE -> Certificates.in(directory, root, intermediate.issueServer());
            case OF_UNKNOWN_AUTHORITY -> Certificates.in(directory, root, other.issueServer(), other);
            case OF_RENEWED_AUTHORITY ->
                Certificates.in(
                        directory, root, SignedKey.authority("Lab CA", "EC").issueServer());
            case SELF_SIGNED -> Certificates.in(directory, root, other);
        };
    }

    /** What is right: the intermediate authority's certificate is sent along. */
    public static Certificates withIntermediate(Path directory) {
        SignedKey root = SignedKey.authority("Lab CA", "EC");
        SignedKey intermediate = root.issueAuthority("Lab Intermediate");
        return Certificates.in(directory, root, intermediate.issueServer(), intermediate);
    }
}
