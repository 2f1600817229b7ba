// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.Failure;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Authentication;
import dev.salvor.registry.http.Authorization;
import dev.salvor.registry.http.Challenge;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.RetryRules;
import dev.salvor.registry.http.Sender;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.problem.ProblemException;
import dev.salvor.registry.problem.RegistryProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Proves the login before anything is done with it: later, Harbor treats a wrong password as no password (protocol.md §4.2). */
final class LoginCheck {
    private final Endpoint endpoint;
    private final RegistryConnection.Parameters parameters;

    LoginCheck(Endpoint endpoint, RegistryConnection.Parameters parameters) {
        this.endpoint = endpoint;
        this.parameters = parameters;
    }

    /**
     * @throws Failure.Rejected if an answer to {@code GET /v2/} without a challenge is not a registry's
     * @throws Failure.Unavailable if it says that it cannot answer now
     */
    static void requireRegistry(Endpoint endpoint, Answer probe) {
        boolean saysSo = probe.header("docker-distribution-api-version").isPresent();
        boolean isJson = probe.header("content-type")
                .map(type -> type.startsWith("application/json"))
                .orElse(false);
        if (probe.isSuccess() && (saysSo || isJson)) {
            return;
        }
        if (probe.status() >= 500 || RetryRules.isTemporary(probe)) {
            throw new Failure.Unavailable(
                    endpoint.authority() + " does not work now: GET " + endpoint.base() + "/v2/ answered "
                            + probe.status()
                            + probe.header("retry-after")
                                    .map(pause -> ", Retry-After: " + pause)
                                    .orElse(""),
                    new ProblemException(new RegistryProblem.NotReady()));
        }
        String redirect = probe.header("location")
                .filter(_ -> probe.status() >= 300 && probe.status() < 400)
                .map(location -> " and points to " + location)
                .orElse("");
        throw new Failure.Rejected(
                endpoint.authority() + " is not a registry: GET " + endpoint.base() + "/v2/ answered " + probe.status()
                        + probe.header("content-type").map(type -> " " + type).orElse("") + redirect,
                new ProblemException(problem(endpoint, probe, !redirect.isEmpty())));
    }

    private static RegistryProblem problem(Endpoint endpoint, Answer probe, boolean redirects) {
        if (redirects) {
            return new RegistryProblem.Elsewhere();
        }
        // Go and nginx both say so in the body of a 400
        boolean speaksTls = probe.status() == 400 && new String(probe.body(), StandardCharsets.UTF_8).contains("HTTPS");
        return speaksTls ? new RegistryProblem.NeedsHttps(endpoint.authority()) : new RegistryProblem.NoRegistry();
    }

    /**
     * @param patient sends by this authorization, and again what fails for a moment: that it is a registry is known by now
     * @throws Failure.Denied if the registry does not accept the login
     * @throws IOException if no answer comes
     */
    void verify(Sender patient, Authorization authorization, List<Challenge> challenges) throws IOException {
        boolean bearer = challenges.stream().anyMatch(Challenge.Bearer.class::isInstance);
        boolean basic = challenges.stream().anyMatch(Challenge.Basic.class::isInstance);
        if (!bearer && !basic) {
            throw new Failure.Rejected(
                    endpoint.authority() + " asks for a login of a kind that is not a registry's: " + challenges,
                    new ProblemException(new RegistryProblem.StrangeLogin()));
        }
        requireOffered(bearer);
        switch (parameters.credentials()) {
            case Credentials.Anonymous _ -> {
                if (!bearer) {
                    throw denied("needs a login, and no credentials were found for it", new RegistryProblem.NoLogin());
                }
            }
            case Credentials.Password _, Credentials.IdentityToken _, Credentials.RegistryToken _ -> {
                Answer answer =
                        patient.send(Request.of("GET", new RegistryPaths(endpoint.base()).root(), new Access.Login())
                                .with(Request.Repeat.ONCE_CONNECTED));
                if (answer.saysThatTheLoginEnded()) {
                    throw denied(
                            "says that the login from " + parameters.credentialsOrigin() + " has ended: "
                                    + Refusal.of(answer).words(),
                            new RegistryProblem.EndedLogin());
                }
                if (answer.status() == 401 || answer.status() == 403) {
                    throw refused(basic || authorization.isHarbor());
                }
                requireRegistry(endpoint, answer);
            }
        }
    }

    private void requireOffered(boolean bearer) {
        switch (parameters.authentication()) {
            case AUTO -> {}
            case BASIC -> {
                if (!(parameters.credentials() instanceof Credentials.Password)) {
                    throw denied("gets no user and password", new RegistryProblem.NoPassword());
                }
            }
            case TOKEN -> {
                if (!bearer) {
                    throw denied("names no token service", new RegistryProblem.NoTokens());
                }
            }
        }
    }

    private Failure.Denied refused(boolean takesPasswords) {
        boolean forced = parameters.authentication() == Authentication.BASIC && !takesPasswords;
        return forced
                ? denied("wants tokens and takes no password itself", new RegistryProblem.TokensOnly())
                : denied("refuses the login from " + parameters.credentialsOrigin(), new RegistryProblem.WrongLogin());
    }

    private Failure.Denied denied(String what, RegistryProblem problem) {
        return new Failure.Denied(endpoint.authority() + " " + what, new ProblemException(problem));
    }
}
