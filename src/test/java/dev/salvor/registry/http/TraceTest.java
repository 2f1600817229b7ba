// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
    private final List<String> lines = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http://r:5/v2/                                   | http://r:5/v2/
                    http://r/v2/_catalog?n=10&last=a%2Fb             | http://r/v2/_catalog?n=10&last=a%2Fb
                    http://r/v2/a/blobs/uploads/u?_state=S&digest=d  | http://r/v2/a/blobs/uploads/u?_state=…&digest=d
                    http://r/v2/a/blobs/uploads/?mount=d&from=b/c    | http://r/v2/a/blobs/uploads/?mount=d&from=b/c
                    http://r/token?account=u&service=s&scope=x       | http://r/token?account=…&service=s&scope=x
                    http://s3/b?X-Amz-Credential=K&X-Amz-Signature=S | http://s3/b?X-Amz-Credential=…&X-Amz-Signature=…
                    http://user:password@r/v2/?x                     | http://r/v2/?x=…
                    """)
    void showsOnlyParametersThatHoldNoSecret(URI uri, String shown) throws IOException {
        new Trace(lines::add, _ -> Answers.of(202)).send(Request.of("GET", uri, new Access.Anonymous()));
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("GET " + shown + " -> 202 (")
                .endsWith(" ms)");
    }

    @Test
    void tellsWhatFailedAndPassesItOn() {
        Sender failing = new Trace(lines::add, _ -> {
            throw new ConnectException("refused");
        });
        Request request = Request.of("PUT", URI.create("http://r/v2/?_state=S"), new Access.Anonymous());
        assertThatThrownBy(() -> failing.send(request)).isInstanceOf(ConnectException.class);
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("PUT http://r/v2/?_state=… -> java.net.ConnectException: refused (");
    }
}
