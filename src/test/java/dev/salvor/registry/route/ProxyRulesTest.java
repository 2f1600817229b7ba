// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRulesTest {

    @Test
    void eachSchemeHasItsVariableAndLowerCaseCountsToo() {
        ProxyRules rules = ProxyRules.of(Map.of("HTTPS_PROXY", "http://secure:3128", "http_proxy", "plain:8080"));
        assertThat(rules.proxyFor("https", "harbor.test", 443))
                .map(ProxyServer::describe)
                .contains("secure:3128 ($HTTPS_PROXY)");
        assertThat(rules.proxyFor("http", "harbor.test", 80))
                .map(ProxyServer::host)
                .contains("plain");
    }

    @Test
    void upperCaseWins() {
        ProxyRules rules = ProxyRules.of(Map.of("HTTPS_PROXY", "http://upper", "https_proxy", "http://lower"));
        assertThat(rules.proxyFor("https", "harbor.test", 443))
                .map(ProxyServer::host)
                .contains("upper");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "[::1]"})
    void thisMachineIsReachedWithoutAProxy(String host) {
        ProxyRules rules = ProxyRules.of(Map.of("HTTP_PROXY", "http://proxy:3128"));
        assertThat(rules.proxyFor("http", host, 5000)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.com | harbor.example.com | 443 | true",
                "example.com | example.com | 443 | true",
                "example.com | badexample.com | 443 | false",
                ".example.com | harbor.example.com | 443 | true",
                ".example.com | example.com | 443 | false",
                "*.example.com | harbor.example.com | 443 | true",
                "EXAMPLE.com | harbor.Example.COM | 443 | true",
                "example.com:443 | harbor.example.com | 443 | true",
                "example.com:8443 | harbor.example.com | 443 | false",
                "a.test,example.com | harbor.example.com | 443 | true",
                "10.0.0.7 | 10.0.0.7 | 443 | true",
                "10.0.0.7 | 10.0.0.8 | 443 | false",
                "10.0.0.7:5000 | 10.0.0.7 | 5000 | true",
                "10.0.0.7:5000 | 10.0.0.7 | 443 | false",
                "10.0.0.0/8 | 10.200.3.4 | 443 | true",
                "10.0.0.0/8 | 11.0.0.1 | 443 | false",
                "10.128.0.0/9 | 10.127.0.1 | 443 | false",
                "10.128.0.0/9 | 10.129.0.1 | 443 | true",
                "fd00::/8 | [fd12::1] | 443 | true",
                "fd00::/8 | 10.0.0.1 | 443 | false",
                "[fd00::1]:443 | [fd00::1] | 443 | true",
                "fd00::1 | [fd00::1] | 443 | true",
                "fd00:0:0::1 | [fd00::1] | 443 | true",
                "* | anything | 443 | true",
                "0.0.0.0/33 | 10.0.0.1 | 443 | false",
            })
    void noProxyIsReadAsGoReadsIt(String noProxy, String host, int port, boolean direct) {
        ProxyRules rules = ProxyRules.of(Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", noProxy));
        assertThat(rules.proxyFor("https", host, port).isEmpty()).isEqualTo(direct);
    }

    @Test
    void aLoginIsDecodedAndNeverShown() {
        ProxyServer proxy = ProxyRules.of(Map.of("HTTPS_PROXY", "http://us%40er:p%3Aw+d@proxy:3128"))
                .proxyFor("https", "harbor.test", 443)
                .orElseThrow();
        assertThat(proxy.login().orElseThrow().username()).isEqualTo("us@er");
        assertThat(proxy.login().orElseThrow().password().reveal()).isEqualTo("p:w+d");
        assertThat(proxy.toString()).doesNotContain("p:w+d", "p%3Aw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://user:geheim@proxy:1080",
                "http://user:geheim@",
                "http://user:geheim@pro xy",
                "http://user:geheim@proxy:99999"
            })
    void whatCannotBeUsedIsSaidWithoutThePassword(String value) {
        assertThatThrownBy(() -> ProxyRules.of(Map.of("HTTPS_PROXY", value)))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("geheim");
    }
}
