// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.registry.http.Challenge.Basic;
import dev.salvor.registry.http.Challenge.Bearer;
import dev.salvor.registry.http.Challenge.Other;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

    @Test
    void readsWhatDistributionSends() {
        assertThat(parse("Bearer realm=\"https://auth.example.com/token?x=1\",service=\"registry\","
                        + "scope=\"repository:a/b:pull,push repository:c:pull\",error=\"insufficient_scope\""))
                .containsExactly(new Bearer(
                        "https://auth.example.com/token?x=1",
                        "registry",
                        "repository:a/b:pull,push repository:c:pull",
                        "insufficient_scope"));
    }

    @Test
    void leavesEmptyWhatABearerDoesNotSay() {
        assertThat(parse("Bearer")).containsExactly(new Bearer("", "", "", ""));
        assertThat(parse("Bearer realm=\"r\"")).containsExactly(new Bearer("r", "", "", ""));
    }

    @Test
    void ignoresTheCaseOfSchemesAndParameters() {
        assertThat(parse("bearer REALM=\"r\",Service=\"s\"")).containsExactly(new Bearer("r", "s", "", ""));
        assertThat(parse("BASIC Realm=harbor")).containsExactly(new Basic("harbor"));
    }

    @Test
    void readsSpacesAroundCommasAndEqualSigns() {
        assertThat(parse("  Bearer   realm = \"r\" ,\tservice= s ")).containsExactly(new Bearer("r", "s", "", ""));
    }

    @Test
    void readsEscapesInQuotedStrings() {
        assertThat(parse("Basic realm=\"the \\\"new\\\" C:\\\\ $1\""))
                .containsExactly(new Basic("the \"new\" C:\\ $1"));
    }

    @Test
    void readsSeveralChallengesOfOneHeader() {
        assertThat(parse("Negotiate, Basic realm=\"a, b\", Negotiate"))
                .containsExactly(new Other("Negotiate"), new Basic("a, b"), new Other("Negotiate"));
        assertThat(parse("Negotiate TlRMTVNTUAAB==, Bearer realm=\"r\", Digest nonce=\"n\", realm=\"x\""))
                .containsExactly(new Other("Negotiate"), new Bearer("r", "", "", ""), new Other("Digest"));
    }

    @Test
    void readsSeveralHeadersInTheirOrder() {
        assertThat(Challenge.parse(List.of("Negotiate", "", "Basic realm=\"b\"")))
                .containsExactly(new Other("Negotiate"), new Basic("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", ",,, ,", "\"", "=\"", "realm=\"no scheme\"", "\u0000;\u00e4"})
    void findsNothingInJunk(String header) {
        assertThat(parse(header)).isEmpty();
    }

    @Test
    void findsTheChallengesBetweenJunk() {
        assertThat(parse("x=y, Bearer realm=\"r\",,;service=\"s\" error=e \u0000"))
                .containsExactly(new Bearer("r", "s", "", "e"));
    }

    @Test
    void takesAQuoteThatIsNeverClosedToTheEnd() {
        assertThat(parse("Basic realm=\"open, and \\")).containsExactly(new Basic("open, and "));
    }

    @Test
    void keepsTheFirstOfAParameterGivenTwice() {
        assertThat(parse("Bearer realm=\"a\",realm=\"b\"")).containsExactly(new Bearer("a", "", "", ""));
    }

    @Test
    void survivesAHugeHeader() {
        String escapes = "\\\"".repeat(500_000);

        assertThat(parse("Basic realm=\"" + escapes + "\"")).containsExactly(new Basic("\"".repeat(500_000)));
    }

    private static List<Challenge> parse(String header) {
        return Challenge.parse(List.of(header));
    }
}
