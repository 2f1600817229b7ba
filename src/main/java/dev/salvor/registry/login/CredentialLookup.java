// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import dev.salvor.Failure;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.problem.ProblemException;
import dev.salvor.registry.problem.RegistryProblem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds the credentials for a registry. */
public final class CredentialLookup {
    private static final Duration HELPER_TIMEOUT = Duration.ofSeconds(30);

    private final List<LoginPlace> places;
    private final CredentialHelper helper;
    private final Consumer<String> warnings;

    /** @param warnings takes what does not stop the lookup, one sentence each, never with a secret in it */
    public CredentialLookup(Environment environment, Consumer<String> warnings) {
        this.places = LoginPlace.of(environment);
        this.helper = new CredentialHelper(environment, warnings, HELPER_TIMEOUT);
        this.warnings = warnings;
    }

    /**
     * Looks through the places of protocol.md §4.3; the first that has a login for the registry wins.
     *
     * @param path the repository, or the beginning of its name, for logins filed under {@code host/path}; may be empty
     * @throws Failure.Source if the file that the user named cannot be used
     */
    public FoundCredentials find(Endpoint endpoint, String path) {
        LoginKeys keys = LoginKeys.of(endpoint, path);
        for (LoginPlace place : places) {
            Optional<FoundCredentials> found = lookInto(place, keys);
            if (found.isPresent()) {
                return found.get();
            }
        }
        String looked = places.stream().map(LoginPlace::origin).collect(Collectors.joining(", "));
        return new FoundCredentials(new Credentials.Anonymous(), "no login for " + keys.host() + " in " + looked);
    }

    private Optional<FoundCredentials> lookInto(LoginPlace place, LoginKeys keys) {
        try {
            Optional<byte[]> content = place.read();
            return content.isEmpty() ? Optional.empty() : search(place, LoginFile.parse(content.get()), keys);
        } catch (UnusableLogin e) {
            switch (place) {
                case LoginPlace.Explicit(var path) ->
                    throw new Failure.Source(
                            "The file of logins '" + path + "' cannot be used: " + e.getMessage(),
                            new ProblemException(new RegistryProblem.UnusableLogins(), e));
                case LoginPlace.Variable _, LoginPlace.Usual _ ->
                    warnings.accept("The logins of " + place.origin() + " are not used: " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private Optional<FoundCredentials> search(LoginPlace place, LoginFile file, LoginKeys keys) throws UnusableLogin {
        boolean obeysStore = switch (place) {
            case LoginPlace.Explicit _, LoginPlace.Variable _ -> true;
            case LoginPlace.Usual usual -> usual.obeysStore();
        };
        Optional<String> name = file.helper(keys, obeysStore);
        if (name.isPresent()) {
            Optional<Credentials> credentials = helper.get(name.get(), keys.serverUrls(file.auths()));
            if (credentials.isPresent()) {
                return Optional.of(
                        new FoundCredentials(credentials.get(), "helper " + CredentialHelper.program(name.get())));
            }
        }
        return file.login(keys).map(credentials -> new FoundCredentials(credentials, place.origin()));
    }
}
