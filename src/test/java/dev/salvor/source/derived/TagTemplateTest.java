// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What revisions are called that nobody has named. */
class TagTemplateTest {
    private static final Digest DIGEST = Digest.parse("sha256:0123456789ab" + "c".repeat(52));

    @Test
    void digitsAndRepositoryAreFilledIn() {
        RepositoryName name = new RepositoryName("p/app");
        assertThat(new TagTemplate("rescued-{digest12}").of(name, DIGEST)).contains(new Tag("rescued-0123456789ab"));
        assertThat(new TagTemplate("{repository}_{digest12}").of(name, DIGEST)).contains(new Tag("p-app_0123456789ab"));
    }

    @Test
    void aRepositoryWhoseNameIsTooLongForATagGivesNone() {
        assertThat(new TagTemplate("{repository}-{digest12}").of(new RepositoryName("p/" + "a".repeat(120)), DIGEST))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "rescued", "{repository}", "x/{digest12}", "-{digest12}", "{digest12}-{tag}", "a b{digest12}"
            })
    void whatMakesNoTagIsRefused(String text) {
        assertThatThrownBy(() -> new TagTemplate(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
