// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Tells whom a request comes from. */
final class Login {
    private final State state;
    private final ClaimSigner tokens;

    Login(State state, ClaimSigner tokens) {
        this.state = state;
        this.tokens = tokens;
    }

    /** Basic or a token; what is wrong is nobody, which is no refusal yet. */
    Caller caller(HttpRequest request) {
        String header = request.head().header("Authorization");
        if (isOf("Bearer ", header)) {
            return tokens.read(header.substring("Bearer ".length()))
                    .<Caller>map(Caller.Bearer::new)
                    .orElseGet(Caller.Anonymous::new);
        }
        return basic(request);
    }

    /** For the REST API and the token service. */
    Caller basic(HttpRequest request) {
        String header = request.head().header("Authorization");
        if (!isOf("Basic ", header)) {
            return new Caller.Anonymous();
        }
        String text = decoded(header.substring("Basic ".length()));
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new Caller.Anonymous();
        }
        return state.login(text.substring(0, colon), text.substring(colon + 1))
                .<Caller>map(Caller.LoggedIn::new)
                .orElseGet(Caller.Anonymous::new);
    }

    private static boolean isOf(String scheme, String header) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
