// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor.recorded;

import dev.salvor.lab.harbor.HarborServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The accounts of the recordings, and what stands for a placeholder such as {@code <basic admin>}. */
final class RecordedAccounts {
    static final String SECRET = "Secret1";
    private static final Pattern BASIC = Pattern.compile("<basic ([^ ,>]+)(.*)>");
    private static final Pattern BEARER = Pattern.compile("<bearer ([a-z0-9]+)(.*)>");
    private static final Pattern SCOPE = Pattern.compile("([a-z0-9]+/[a-z]+|registry:catalog:\\*)");
    private static final Pattern AGE = Pattern.compile("used ([0-9.]+) s");

    private final HarborServer server;
    private final RecordedClock clock;
    private final String tokenOfBefore;

    /** @param server where project late1 is not there yet */
    RecordedAccounts(HarborServer server, RecordedClock clock) {
        this.server = server;
        this.clock = clock;
        this.tokenOfBefore = server.token("admin", "repository:late1/a:pull,push");
    }

    boolean isForRegistryBehind(Recording recording) {
        return recording.requestHeaders().getOrDefault("Authorization", "").equals("<basic registry user>");
    }

    String authorization(Recording recording, String placeholder) {
        Matcher basic = BASIC.matcher(placeholder);
        if (basic.matches()) {
            boolean wrong = basic.group(2).contains("wrong");
            boolean empty = basic.group(1).equals("empty");
            String login = empty ? ":" : basic.group(1) + ":" + (wrong ? "wrong" : SECRET);
            byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(bytes);
        }
        Matcher bearer = BEARER.matcher(placeholder);
        return bearer.matches() ? "Bearer " + token(recording, bearer.group(1), bearer.group(2)) : placeholder;
    }

    private String token(Recording recording, String who, String rest) {
        if (rest.contains("issued before the project existed")) {
            return tokenOfBefore;
        }
        if (rest.contains("life 60 s")) {
            return aged(recording);
        }
        String[] scopes = SCOPE.matcher(rest)
                .results()
                .map(found -> found.group(1))
                .map(each -> each.contains("/") ? "repository:" + each + ":pull,push" : each)
                .toArray(String[]::new);
        return switch (who) {
            case "wrong", "anonymous" -> server.tokenOfNobody(scopes);
            case "with" -> server.token("admin", "repository:priv1/a:pull") + "x";
            default -> server.token(who, scopes);
        };
    }

    private String aged(Recording recording) {
        Matcher age = AGE.matcher(recording.name());
        double seconds = age.find() ? Double.parseDouble(age.group(1)) : 131;
        server.tokenLifetime(Duration.ofSeconds(60), Duration.ZERO);
        String token = clock.ago(
                Duration.ofMillis((long) (seconds * 1000)), () -> server.token("admin", "repository:priv1/a:pull"));
        server.tokenLifetime(Duration.ofMinutes(30), Duration.ZERO);
        return token;
    }
}
