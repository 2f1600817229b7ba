// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http://r:5000/v2/a/blobs/uploads/   | /v2/a/blobs/uploads/u?_state=x%3D%3D   | http://r:5000/v2/a/blobs/uploads/u?_state=x%3D%3D
                    http://r:5000/v2/a/blobs/uploads/   | u?_state=x                             | http://r:5000/v2/a/blobs/uploads/u?_state=x
                    http://r:5000/v2/a/blobs/uploads/   | ?_state=x                              | http://r:5000/v2/a/blobs/uploads/?_state=x
                    http://r:5000/v2/a/blobs/uploads/u  | ?_state=x                              | http://r:5000/v2/a/blobs/uploads/u?_state=x
                    http://r:5000/v2/a/                 | http://r:5000/x                        | http://r:5000/x
                    https://r/v2/a/                     | http://r/x?_state=y                    | http://r/x?_state=y
                    https://r:8443/v2/a/                | http://r/x                             | http://r/x
                    https://r:8443/v2/a/                | http://r:80/x                          | http://r:80/x
                    https://r/v2/a/                     | http://r:5000/x                        | http://r:5000/x
                    https://r/v2/a/                     | https://r:443/x                        | https://r/x
                    https://r:443/v2/a/                 | https://R/x                            | https://r:443/x
                    https://r/v2/a/                     | https://r:8443/x                       | https://r:8443/x
                    http://r:5000/v2/a/                 | http://r:5001/x                        | http://r:5001/x
                    https://r/v2/a/                     | https://storage/x?sig=%2B              | https://storage/x?sig=%2B
                    https://r/v2/a/                     | //storage/x                            | https://storage/x
                    https://r/registry-a/v2/a/          | /registry-a/v2/a/u                     | https://r/registry-a/v2/a/u
                    http://[::1]:5000/v2/a/             | http://[::1]/x                         | http://[::1]:5000/x
                    """)
    void resolvesEveryForm(URI request, String header, String expected) {
        assertThat(Location.resolve(request, header).orElseThrow()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://r/v2/a/tags/list   | https://r   | http://backend:5000/v2/a/tags/list?last=x%2B | https://r/v2/a/tags/list?last=x%2B
                    https://r/x/v2/a/tags/list | https://r/x | /v2/a/tags/list?last=x                       | https://r/x/v2/a/tags/list?last=x
                    https://r/x/v2/a/tags/list | https://r/x | http://r/inner/v2/a/tags/list?last=x         | https://r/x/v2/a/tags/list?last=x
                    https://r/x/v2/a/tags/list | https://r/x | /x/v2/a/tags/list?last=x                     | https://r/x/v2/a/tags/list?last=x
                    https://r/v2/a/tags/list   | https://r   | //harbor_core/pages/2                        | https://r/pages/2
                    """)
    void staysAtTheHostAndPrefixThatAnswered(URI request, URI base, String header, String expected) {
        assertThat(Location.onSameHost(request, header, base).orElseThrow()).hasToString(expected);
    }

    @Test
    void escapesWhatNoAddressMayHave() {
        assertThat(Location.resolve(URI.create("http://r/v2/a/"), "/u?_state=a|b{c} d%3D")
                        .orElseThrow())
                .hasToString("http://r/u?_state=a%7Cb%7Bc%7D%20d%3D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:///x", "mailto:a@b", "http://", "%", "http://[::1/x"})
    void refusesWhatLeadsNowhere(String header) {
        assertThat(Location.resolve(URI.create("http://r/v2/a/"), header)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http://r/u                    | http://r/u?digest=d
                    http://r/u?_state=x%3D%2B+y== | http://r/u?_state=x%3D%2B+y==&digest=d
                    """)
    void appendsAParameterAndLeavesTheRestAsItIs(URI location, String expected) {
        assertThat(Location.withParameter(location, "digest=d")).hasToString(expected);
    }
}
