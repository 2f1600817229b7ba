// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.lab.harbor.Claims.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Issues and reads tokens. They are signed by HS256, not RS256 as Harbor's: only this server verifies them. */
final class ClaimSigner {
    /** 03: a token of 60 s was good for 119.2 s and refused after 121.2 s. */
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final InstantSource clock;
    private final byte[] key = new byte[32];
    private volatile Duration lifetime = Duration.ofMinutes(30);
    private volatile Duration shift = Duration.ZERO;

    ClaimSigner(InstantSource clock) {
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    Duration lifetime() {
        return lifetime;
    }

    /** @param earlier tokens from now on end by so much earlier than they say */
    void lifetime(Duration told, Duration earlier) {
        lifetime = told;
        shift = earlier;
    }

    String issue(String subject, List<Access> access) {
        Instant now = clock.instant();
        ObjectNode claims = JSON.createObjectNode()
                .put("iss", "harbor-token-issuer")
                .put("sub", subject)
                .put("aud", TokenApi.SERVICE)
                .put("exp", now.plus(lifetime).minus(shift).getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("iat", now.getEpochSecond())
                .put("jti", UUID.randomUUID().toString());
        // Without a scope it is null (02 "no scope, admin").
        claims.set("access", access.isEmpty() ? JSON.nullNode() : accessNode(access));
        String signed = part(JSON.createObjectNode().put("alg", "HS256").put("typ", "JWT")) + "." + part(claims);
        return signed + "." + ENCODER.encodeToString(signature(signed));
    }

    /** Empty if it is none of ours, or too old. */
    Optional<Claims> read(String text) {
        int dot = text.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String signed = text.substring(0, dot);
        String signature = ENCODER.encodeToString(signature(signed));
        if (!MessageDigest.isEqual(bytes(signature), bytes(text.substring(dot + 1)))) {
            return Optional.empty();
        }
        JsonNode claims = claims(signed.substring(signed.indexOf('.') + 1));
        Instant end = Instant.ofEpochSecond(claims.path("exp").asLong()).plus(LEEWAY);
        if (clock.instant().isAfter(end)) {
            return Optional.empty();
        }
        List<Access> access = new ArrayList<>();
        for (JsonNode each : claims.path("access")) {
            List<String> actions = new ArrayList<>();
            each.path("actions").forEach(action -> actions.add(action.asText()));
            access.add(new Access(each.path("type").asText(), each.path("name").asText(), actions));
        }
        Instant issued = Instant.ofEpochSecond(claims.path("iat").asLong());
        return Optional.of(new Claims(claims.path("sub").asText(), issued, access));
    }

    private static JsonNode accessNode(List<Access> access) {
        ArrayNode nodes = JSON.createArrayNode();
        for (Access each : access) {
            ObjectNode node = nodes.addObject().put("type", each.type()).put("name", each.name());
            each.actions().forEach(node.putArray("actions")::add);
        }
        return nodes;
    }

    private static JsonNode claims(String part) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] signature(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(JsonNode document) {
        try {
            return ENCODER.encodeToString(JSON.writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
