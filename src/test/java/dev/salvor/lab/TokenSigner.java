// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes the tokens that distribution 2.8 verifies (its registry/auth/token/token.go): a JWT by RS256 with the certificate in {@code x5c}. */
record TokenSigner(SignedKey key, TokenServer.Grants grants) {
    /** A registry takes a token so much longer than it says (token.go, {@code Leeway}). */
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    /** @param accepted for how long a registry takes it, from now on */
    String token(String user, List<String> scopes, Duration accepted) {
        Instant now = Instant.now();
        String certificate = Base64.getEncoder().encodeToString(key.certificateDer());
        String signed = part(Map.of("typ", "JWT", "alg", "RS256", "x5c", List.of(certificate)))
                + "."
                + part(Map.of(
                        "iss", TokenServer.ISSUER,
                        "sub", user,
                        "aud", TokenServer.SERVICE,
                        "iat", now.getEpochSecond(),
                        "nbf", now.minus(LEEWAY).getEpochSecond(),
                        "exp", now.plus(accepted).minus(LEEWAY).getEpochSecond(),
                        "jti", UUID.randomUUID().toString(),
                        "access",
                                scopes.stream()
                                        .flatMap(scope -> access(user, scope))
                                        .toList()));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.key());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64_URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of {@code type:name:action,action} those actions that are granted; nothing for what is no such scope. */
    private Stream<Map<String, Object>> access(String user, String scope) {
        int first = scope.indexOf(':');
        int last = scope.lastIndexOf(':');
        if (first < 0 || first == last) {
            return Stream.empty();
        }
        String type = scope.substring(0, first);
        String name = scope.substring(first + 1, last);
        Set<String> granted = grants.actions(user, type.equals("repository") ? name : type + ":" + name);
        List<String> actions = Stream.of(scope.substring(last + 1).split(","))
                .filter(granted::contains)
                .toList();
        return Stream.of(Map.of("type", type, "name", name, "actions", actions));
    }

    private static String part(Map<String, Object> content) {
        try {
            return BASE64_URL.encodeToString(JSON.writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
