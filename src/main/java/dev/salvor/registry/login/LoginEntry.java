// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** One entry of {@code auths}: what docker calls an AuthConfig (docker/cli cli/config/types/authconfig.go). */
final class LoginEntry {
    private final JsonNode json;

    LoginEntry(JsonNode json) {
        this.json = json;
    }

    /** Empty if the entry is but a marker that a helper has the login: it holds no secret. */
    Optional<Credentials> credentials() throws UnusableLogin {
        if (!json.isObject()) {
            throw new UnusableLogin("the entry for the registry is no JSON object");
        }
        if (!text("registrytoken").isEmpty()) {
            return Optional.of(new Credentials.RegistryToken(Secret.of(text("registrytoken"))));
        }
        if (!text("identitytoken").isEmpty()) {
            return Optional.of(new Credentials.IdentityToken(Secret.of(text("identitytoken"))));
        }
        // Kubernetes writes both forms; `auth` counts where it is not empty (protocol.md §4.3).
        Credentials.Password login = text("auth").isBlank()
                ? new Credentials.Password(text("username"), Secret.of(text("password")))
                : decode(text("auth").replaceAll("\\s", ""));
        return login.password().reveal().isEmpty() ? Optional.empty() : Optional.of(login);
    }

    private static Credentials.Password decode(String auth) throws UnusableLogin {
        String decoded;
        try {
            decoded = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Without the cause: its message quotes a character of the secret.
            throw new UnusableLogin("the 'auth' of the registry is not base64");
        }
        int colon = decoded.indexOf(':');
        if (colon < 0) {
            throw new UnusableLogin("the 'auth' of the registry is not the base64 of user:password");
        }
        return new Credentials.Password(
                decoded.substring(0, colon), Secret.of(withoutPadding(decoded.substring(colon + 1))));
    }

    /** Docker trims NULs: an old version padded with them. */
    private static String withoutPadding(String password) {
        return password.replaceAll("^\0+|\0+$", "");
    }

    private String text(String field) {
        JsonNode node = json.path(field);
        return node.isTextual() ? node.textValue() : "";
    }
}
