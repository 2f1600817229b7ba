// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts a registry of the internet must not send us to. */
class PrivateNetworkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "localhost.",
                "a.localhost",
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.100.100.200",
                "0.0.0.0",
                "0.0.0.1",
                "224.0.0.1",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "[::1]",
                "[::]",
                "[fe80::1]",
                "[fe80::1%25eth0]",
                "[fe80::1%eth0]",
                "[::1%25lo]",
                "[fc00::1]",
                "[fd12:3456::1%251]",
                "[ff02::1]",
                "[::ffff:10.0.0.1]",
                "[::10.0.0.1]",
                "[64:ff9b::a00:1]",
                "[2002:a00:1::]"
            })
    void hasWhatMeansAnotherMachineWhereverOneStands(String host) {
        assertThat(Origin.of(URI.create("http://" + host + "/v2/")).isPrivateAddress())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.example.com",
                "localhost.example.com",
                "203.0.113.7",
                "100.128.0.1",
                "172.32.0.1",
                "[2001:db8::1]",
                "[2001:db8::1%25eth0]",
                "[64:ff9b::cb00:7107]",
                "[2002:cb00:7107::]"
            })
    void hasNothingElse(String host) {
        assertThat(Origin.of(URI.create("http://" + host + "/v2/")).isPrivateAddress())
                .isFalse();
    }
}
