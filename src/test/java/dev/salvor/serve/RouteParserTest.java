// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No address leads anywhere but to a repository by a name that there could be. */
class RouteParserTest {
    private static final String HEX = "ab".repeat(32);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/../../etc/manifests/passwd",
                "/v2/%2e%2e/%2e%2e/manifests/x",
                "/v2/p/..%2f..%2fetc/manifests/x",
                "/v2/p%2Fapp/manifests/x",
                "/v2/p/./app/manifests/x",
                "/v2//p/app/manifests/x",
                "/v2/p//app/manifests/x",
                "/v2/p/app/../../../manifests/x",
                "/v2/p/_manifests/tags/x/current/manifests/link",
                "/v2/p/app/manifests/..",
                "/v2/p/app/manifests/../../../etc/passwd",
                "/v2/p/app/manifests/%2e%2e",
                "/v2/p/app/manifests/1.0/",
                "/v2/p/app/manifests/",
                "/v2/p/app/manifests/a%00b",
                "/v2/p/app\u0000/manifests/x",
                "/v2/p\\app/manifests/x",
                "/v2/p/app/blobs/../../x",
                "/v2/p/app/blobs/sha256:../../../../etc/passwd",
                "/v2/p/app/blobs/sha256%3A%2e%2e",
                "/v2/p/app/blobs/SHA256:" + "ab",
                "/v2/p/app/blobs/sha256:",
                "/v2/p/app/tags",
                "/v2/p/app/tags/list/",
                "/v2/p/app/tags/list/x",
                "/v2/manifests/x",
                "/v2/_catalog/",
                "/v2/p/app/uploads/x",
                "/v1/",
                "/",
                "",
                "*",
                "http://harbor.example.com/v2/",
                "/v2/p/app/tags/list?n=x",
                "/v2/_catalog?n=-1",
            })
    void whatNamesNothingIsWrong(String target) {
        assertThat(RouteParser.parse(target)).isInstanceOf(Route.Wrong.class);
    }

    @Test
    void namesAndTagsBeyondAllLengthAreWrong() {
        assertThat(RouteParser.parse("/v2/" + "a/".repeat(2000) + "app/manifests/x"))
                .isInstanceOf(Route.Wrong.class);
        assertThat(RouteParser.parse("/v2/p/app/manifests/" + "x".repeat(129))).isInstanceOf(Route.Wrong.class);
    }

    @Test
    void namesMayBeWordsOfAddresses() {
        assertThat(RouteParser.parse("/v2/manifests/blobs/tags/manifests/list"))
                .isEqualTo(new Route.OfManifest(new RepositoryName("manifests/blobs/tags"), new Tag("list")));
        assertThat(RouteParser.parse("/v2/tags/list/tags/list"))
                .isEqualTo(new Route.OfTags(new RepositoryName("tags/list"), new Page(Page.MOST, "")));
    }

    @Test
    void aColonMayBeEscapedAndAQueryThatNobodyKnowsIsNothing() {
        assertThat(RouteParser.parse("/v2/p/app/blobs/sha256%3a" + HEX + "?ns=docker.io"))
                .isEqualTo(new Route.OfBlob(new RepositoryName("p/app"), Digest.parse("sha256:" + HEX)));
    }

    @Test
    void anArtifactTypeIsDecoded() {
        assertThat(RouteParser.parse("/v2/app/referrers/sha256:" + HEX + "?x=1&artifactType=application%2Fspdx%2Bjson"))
                .isEqualTo(new Route.OfReferrers(
                        new RepositoryName("app"),
                        Digest.parse("sha256:" + HEX),
                        Optional.of("application/spdx+json")));
    }
}
