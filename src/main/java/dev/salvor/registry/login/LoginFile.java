// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Optional;

/**
 * The content of an {@code auth.json}, a {@code config.json}, a {@code .dockerconfigjson} or a {@code .dockercfg}.
 *
 * @param auths the logins by registry
 * @param helpers the names of credential helpers by registry
 * @param store the credential helper for all other registries; empty if there is none
 * @param legacy whether it is a .dockercfg, which is the map of logins itself
 */
record LoginFile(JsonNode auths, JsonNode helpers, String store, boolean legacy) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static LoginFile parse(byte[] content) throws UnusableLogin {
        JsonNode root = tree(content);
        boolean legacy = !root.isEmpty()
                && root.valueStream().allMatch(JsonNode::isObject)
                && !root.has("auths")
                && !root.has("credHelpers");
        return new LoginFile(
                legacy ? root : object(root, "auths"),
                legacy ? JsonNodeFactory.instance.objectNode() : object(root, "credHelpers"),
                root.path("credsStore").asText(""),
                legacy);
    }

    /** The name of the credential helper that has the login, if one is named for the registry. */
    Optional<String> helper(LoginKeys keys, boolean obeysStore) {
        Optional<String> own = keys.registry().in(helpers, false).stream()
                .map(node -> node.asText(""))
                .filter(name -> !name.isEmpty())
                .findFirst();
        return own.or(() -> Optional.of(store).filter(name -> obeysStore && !name.isEmpty()));
    }

    /** The login that stands in the file itself. */
    Optional<Credentials> login(LoginKeys keys) throws UnusableLogin {
        for (JsonNode entry : keys.in(auths, legacy)) {
            Optional<Credentials> credentials = new LoginEntry(entry).credentials();
            if (credentials.isPresent()) {
                return credentials;
            }
        }
        return Optional.empty();
    }

    private static JsonNode tree(byte[] content) throws UnusableLogin {
        JsonNode root;
        try {
            root = JSON.readTree(content);
        } catch (JsonProcessingException e) {
            // Without the cause: its message quotes the content.
            // a bound of the parser that was exceeded has no location
            throw new UnusableLogin("it is not JSON"
                    + Optional.ofNullable(e.getLocation())
                            .map(at -> " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")")
                            .orElse(""));
        } catch (IOException e) {
            throw new UnusableLogin("it is not JSON");
        }
        // Nothing at all, such as a mounted /dev/null, is nobody's login.
        if (root.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!root.isObject()) {
            throw new UnusableLogin("it is no JSON object");
        }
        return root;
    }

    private static JsonNode object(JsonNode root, String field) throws UnusableLogin {
        JsonNode node = root.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!node.isObject()) {
            throw new UnusableLogin("its '" + field + "' is no JSON object");
        }
        return node;
    }
}
