// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Authorization;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads from tokens what they grant: the claim {@code access} (distribution, spec/auth/jwt.md). They are not verified. */
final class TokenGrants {
    /** Harbor answered 50 in one request (protocol.md §4.2). */
    private static final int SCOPES_PER_REQUEST = 50;
    /** nginx takes a request line of 8 KiB (large_client_header_buffers); a scope is its name and some thirty characters. */
    private static final int CHARACTERS_PER_REQUEST = 5_000;

    private static final int CHARACTERS_BESIDE_THE_NAME = 40;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Authorization authorization;
    private final Sender sender;

    /** @param sender to the token service */
    TokenGrants(Authorization authorization, Sender sender) {
        this.authorization = authorization;
        this.sender = sender;
    }

    Map<RepositoryName, Set<String>> of(List<RepositoryName> repositories) {
        Map<RepositoryName, Set<String>> granted = new HashMap<>();
        List<RepositoryName> batch = new ArrayList<>();
        int length = 0;
        for (RepositoryName repository : repositories) {
            int its = repository.value().length() + CHARACTERS_BESIDE_THE_NAME;
            if (batch.size() == SCOPES_PER_REQUEST || length + its > CHARACTERS_PER_REQUEST) {
                granted.putAll(ask(batch));
                batch.clear();
                length = 0;
            }
            batch.add(repository);
            length += its;
        }
        granted.putAll(ask(batch));
        return granted;
    }

    private Map<RepositoryName, Set<String>> ask(List<RepositoryName> repositories) {
        if (repositories.isEmpty()) {
            return Map.of();
        }
        try {
            Optional<Request> request = authorization.tokenRequest(repositories);
            return request.isEmpty() ? Map.of() : read(sender.send(request.get()));
        } catch (IOException e) {
            return Map.of();
        }
    }

    static Map<RepositoryName, Set<String>> read(Answer answer) {
        Map<RepositoryName, Set<String>> granted = new HashMap<>();
        if (!answer.isSuccess()) {
            return granted;
        }
        JsonNode json = answer.json().orElseGet(JSON::nullNode);
        String token = json.path("token").asText("");
        for (JsonNode entry : claims(token.isEmpty() ? json.path("access_token").asText("") : token)
                .path("access")) {
            if (entry.path("type").asText("").equals("repository")) {
                RepositoryName.tryParse(entry.path("name").asText("")).ifPresent(name -> {
                    Set<String> actions = granted.computeIfAbsent(name, _ -> new TreeSet<>());
                    entry.path("actions").forEach(action -> actions.add(action.asText("")));
                });
            }
        }
        return granted;
    }

    /** The payload of a JWT (RFC 7519); nothing if the token is opaque. */
    private static JsonNode claims(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return JSON.nullNode();
        }
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IOException | IllegalArgumentException e) {
            return JSON.nullNode();
        }
    }
}
