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
                            + probe.status(),
                    "It may be starting, or overloaded: see its log, and try again.",
                    null);
        }
        String redirect = probe.header("location")
                .filter(_ -> probe.status() >= 300 && probe.status() < 400)
                .map(location -> " and points to " + location)
                .orElse("");
        throw new Failure.Rejected(
                endpoint.authority() + " is not a registry: GET " + endpoint.base() + "/v2/ answered " + probe.status()
                        + probe.header("content-type").map(type -> " " + type).orElse("") + redirect,
                advice(endpoint, probe, !redirect.isEmpty()));
    }

    private static String advice(Endpoint endpoint, Answer probe, boolean redirects) {
        if (redirects) {
            return "Use the address that it points to.";
        }
        // Go and nginx both say so in the body of a 400
        boolean speaksTls = probe.status() == 400 && new String(probe.body(), StandardCharsets.UTF_8).contains("HTTPS");
        return speaksTls
                ? "It speaks TLS: type https://" + endpoint.authority() + "."
                : "Check host and port; if the registry serves /v2/ below a path, name it with --api-base.";
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
                    "Check host and port: a proxy in front of the registry may ask for a login of its own.");
        }
        requireOffered(bearer);
        switch (parameters.credentials()) {
            case Credentials.Anonymous _ -> {
                if (!bearer) {
                    throw denied("needs a login, and no credentials were found for it");
                }
            }
            case Credentials.Password _, Credentials.IdentityToken _, Credentials.RegistryToken _ -> {
                Answer answer =
                        patient.send(Request.of("GET", new RegistryPaths(endpoint.base()).root(), new Access.Login())
                                .with(Request.Repeat.ONCE_CONNECTED));
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
                    throw denied("gets no user and password, which --auth basic is about");
                }
            }
            case TOKEN -> {
                if (!bearer) {
                    throw new Failure.Denied(
                            endpoint.authority() + " names no token service: it does not offer --auth token",
                            "It wants name and password with every request: use --auth basic, or leave --auth away.");
                }
            }
        }
    }

    private Failure.Denied refused(boolean takesPasswords) {
        boolean forced = parameters.authentication() == Authentication.BASIC && !takesPasswords;
        return forced
                ? new Failure.Denied(
                        endpoint.authority()
                                + " wants tokens and takes no password itself: it does not offer --auth basic",
                        "Leave --auth away, or use --auth token.")
                : new Failure.Denied(
                        endpoint.authority() + " refuses the login from " + parameters.credentialsOrigin(),
                        "Check user and password. Others can be given by --username with --password-stdin or"
                                + " --password-file, by SALVOR_USERNAME and SALVOR_PASSWORD, or by --authfile.");
    }

    private Failure.Denied denied(String what) {
        return new Failure.Denied(
                endpoint.authority() + " " + what,
                "Give --username with --password-stdin or --password-file, set SALVOR_USERNAME and SALVOR_PASSWORD,"
                        + " or log in with docker, podman or skopeo (--authfile names their file).");
    }
}
