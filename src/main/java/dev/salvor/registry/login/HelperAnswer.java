// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a credential helper says to {@code get} (docker-credential-helpers, README.md and credentials/error.go). */
sealed interface HelperAnswer {
    ObjectMapper JSON = new ObjectMapper();

    record Login(Credentials credentials) implements HelperAnswer {}

    record NotThere() implements HelperAnswer {}

    /** It cannot tell; {@code why} continues the name of the helper. */
    record Failed(String why) implements HelperAnswer {}

    /** Reads the answer of a helper that has ended. */
    static HelperAnswer of(int exitCode, byte[] stdout) {
        if (exitCode != 0) {
            String said = new String(stdout, StandardCharsets.UTF_8).strip();
            return said.contains("credentials not found in native keychain")
                    ? new NotThere()
                    : new Failed("ended with exit code " + exitCode + quoted(said));
        }
        JsonNode answer;
        try {
            answer = JSON.readTree(stdout);
        } catch (IOException e) {
            return new Failed("did not answer in JSON");
        }
        String username = answer.path("Username").asText("");
        String secret = answer.path("Secret").asText("");
        if (secret.isEmpty()) {
            return new NotThere();
        }
        return new Login(
                username.equals("<token>")
                        ? new Credentials.IdentityToken(Secret.of(secret))
                        : new Credentials.Password(username, Secret.of(secret)));
    }

    /** By the protocol this is a message, but what looks like the JSON of a login must not be shown. */
    private static String quoted(String said) {
        String line = said.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
        boolean showable = !line.isBlank() && line.length() <= 200 && !said.contains("{") && !said.contains("\"");
        return showable ? ": '" + line + "'" : "";
    }
}
