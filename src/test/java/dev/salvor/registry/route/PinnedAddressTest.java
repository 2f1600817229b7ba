// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinnedAddressTest {

    @Test
    void holdsForItsHostAndPortOnly() {
        ConnectionRoute route = new ConnectionRoute(
                ProxyRules.of(java.util.Map.of()), List.of(PinnedAddress.parse("Harbor.test:443:10.0.0.7")));
        assertThat(route.addresses("harbor.TEST", 443)).containsExactly(InetAddress.ofLiteral("10.0.0.7"));
        assertThat(route.addresses("harbor.test", 8443)).isEmpty();
        assertThat(route.addresses("other.test", 443)).isEmpty();
    }

    @Test
    void takesSeveralAddressesAndThoseOfIpv6() {
        assertThat(PinnedAddress.parse("h:5000:[fd00::7],10.0.0.7").addresses())
                .containsExactly(InetAddress.ofLiteral("fd00::7"), InetAddress.ofLiteral("10.0.0.7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h:443",
                "h:0:10.0.0.7",
                "h:70000:10.0.0.7",
                "h:443:registry.example.com",
                "h:x:10.0.0.7",
                ":443:10.0.0.7"
            })
    void saysWhatIsWrong(String text) {
        assertThatThrownBy(() -> PinnedAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePinnedResolverAnswersForTheWholeProcess() throws Exception {
        PinnedResolver.pin(PinnedAddress.parse("nowhere.invalid:443:10.0.0.7"));
        assertThat(InetAddress.getAllByName("nowhere.invalid"))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("10.0.0.7");
    }
}
