// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PathTextTest {
    @Test
    void aPathThatIsTextIsThatText() {
        assertThat(PathText.of(Path.of("/s/a b%20c"))).isEqualTo("/s/a b%20c");
        assertThat(PathText.of(Path.of("relative/d"))).isEqualTo("relative/d");
    }

    @Test
    void bytesThatAreNoTextCanBeTypedAgain() {
        assertThat(PathText.of(Path.of(URI.create("file:///s/b%FFd%20x/%C3%28"))))
                .isEqualTo("/s/b\\xffd x/\\xc3(");
    }
}
