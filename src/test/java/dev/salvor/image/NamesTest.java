// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammars of distribution's reference/regexp.go. */
class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"alpine", "p/app", "a/b/c/d/e", "a.b/c_d/e__f/g--h", "0/1", "tags/current/link"})
    void acceptsRepositoryNames(String name) {
        assertThat(RepositoryName.tryParse(name))
                .hasValueSatisfying(it -> assertThat(it).hasToString(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "UPPER", "a..b", "a-", "-a", "_a", "a/", "/a", "a//b", "a___b", "a b", "a:b", "a/../b", "a\n"
            })
    void refusesOtherRepositoryNames(String name) {
        assertThat(RepositoryName.tryParse(name)).isEmpty();
        assertThatThrownBy(() -> new RepositoryName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRepositoryNameHas255CharactersAtMost() {
        assertThat(RepositoryName.tryParse("a".repeat(255))).isPresent();
        assertThat(RepositoryName.tryParse("a".repeat(256))).isEmpty();
    }

    @Test
    void theProjectIsTheFirstComponent() {
        assertThat(new RepositoryName("devops/sub/app").project()).isEqualTo("devops");
        assertThat(new RepositoryName("alpine").project()).isEqualTo("alpine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "latest", "_x", "A-b.C_d", "current", "link"})
    void acceptsTags(String tag) {
        assertThat(Tag.tryParse(tag)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", ".a", "a:b", "a/b", "ä", "a b", "a\u001b[2J"})
    void refusesOtherTags(String tag) {
        assertThat(Tag.tryParse(tag)).isEmpty();
    }

    @Test
    void aTagHas128CharactersAtMost() {
        assertThat(Tag.tryParse("a".repeat(128))).isPresent();
        assertThat(Tag.tryParse("a".repeat(129))).isEmpty();
    }

    @Test
    void anImageNameIsRepositoryColonTag() {
        assertThat(ImageName.tryParse("p/app:1.0")).hasValueSatisfying(name -> {
            assertThat(name.repository()).isEqualTo(new RepositoryName("p/app"));
            assertThat(name.tag()).contains(new Tag("1.0"));
            assertThat(name).hasToString("p/app:1.0");
        });
        assertThat(ImageName.tryParse("p/app")).isEmpty();
        assertThat(ImageName.tryParse("p/app:")).isEmpty();
        assertThat(ImageName.tryParse("host:5000/p/app:1.0")).isEmpty();
    }

    @Test
    void orRepositoryAtDigestWhichComesAfterTheTags() {
        String digest = "sha256:" + "0a".repeat(32);
        ImageName byDigest = ImageName.tryParse("p/app@" + digest).orElseThrow();
        assertThat(byDigest.tag()).isEmpty();
        assertThat(byDigest).hasToString("p/app@" + digest);
        assertThat(byDigest).isGreaterThan(ImageName.tryParse("p/app:zz").orElseThrow());
        assertThat(ImageName.tryParse("p/app@sha256:12")).isEmpty();
        assertThat(ImageName.tryParse("p/app:1@" + digest)).isEmpty();
    }
}
