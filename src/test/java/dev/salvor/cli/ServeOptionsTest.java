// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ends before anything is served. */
class ServeOptionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --listen 0.0.0.0:5000                            | --listen 0.0.0.0:5000 without TLS: others could read and change what nodes pull
            --listen [::]:5000                               | --listen [::]:5000 without TLS
            --listen 5000                                    | --listen is '5000'
            --listen 127.0.0.1:70000                         | --listen is '127.0.0.1:70000'
            --listen no.such.host.invalid:1                  | there is no address of 'no.such.host.invalid'
            --tls-cert a.pem                                 | --tls-cert without --tls-key
            --tls-key a.pem                                  | --tls-key without --tls-cert
            --htpasswd users                                 | --htpasswd without --tls-cert: passwords would be sent in clear
            --htpasswd users --insecure-listen               | --htpasswd without --tls-cert: passwords would be sent in clear
            --tls-cert a --tls-key b --insecure-listen       | --insecure-listen with --tls-cert
            --max-requests 0                                 | --max-requests is 0
            --dest-prefix UP                                 | --dest-prefix is 'UP'
            --map x                                          | --map is 'x'
            --newest 0                                       | --newest is 0
            """)
    void whatDoesNotFitIsSaid(String options, String message) {
        String[] arguments = ("serve /nothing " + options).split(" ");
        PlainProgram.Ended ended = PlainProgram.run(Map.of(), arguments);
        assertThat(ended.err()).contains(message);
        assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
