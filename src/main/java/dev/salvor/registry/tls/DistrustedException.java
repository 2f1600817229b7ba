// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import dev.salvor.registry.problem.RegistryProblem;
import java.security.cert.CertificateException;
import java.util.Optional;

/** A server's certificate is not accepted, and it is known why. */
public final class DistrustedException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final transient RegistryProblem problem;

    /** @param reason goes on after "the certificate of …" */
    DistrustedException(String reason, RegistryProblem problem, CertificateException cause) {
        super("the certificate " + reason, cause);
        this.reason = reason;
        this.problem = problem;
    }

    /** Goes on after "the certificate of …", and names what it is about. */
    public String reason() {
        return reason;
    }

    public RegistryProblem problem() {
        return problem;
    }

    /** The one behind a failure, if there is one: TLS wraps what a trust manager throws. */
    public static Optional<DistrustedException> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DistrustedException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
