// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.problem;

/** Tells, as the cause of a {@link dev.salvor.Failure}, which {@link RegistryProblem} it is about. Never thrown itself. */
public final class ProblemException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient RegistryProblem problem;

    public ProblemException(RegistryProblem problem) {
        this(problem, null);
    }

    /** @param cause what went wrong below; may be null, as everywhere in the JDK */
    public ProblemException(RegistryProblem problem, Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
    }

    public RegistryProblem problem() {
        return problem;
    }
}
