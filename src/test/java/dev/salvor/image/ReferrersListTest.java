// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReferrersListTest {
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);

    private static ReferrersList list(String entries, String more) {
        return ReferrersList.parse(bytes("{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]%s}"
                        .formatted(MediaType.OCI_INDEX.value(), entries, more)))
                .orElseThrow();
    }

    private static String entry(String digest, String more) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":1%s}"
                .formatted(MediaType.OCI_IMAGE.value(), digest, more);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ReferrersList list) {
        return new String(list.bytes(), StandardCharsets.UTF_8);
    }

    private static String referrer(String artifactType) {
        return "{\"schemaVersion\":2%s,\"config\":%s,\"layers\":[],\"subject\":%s,\"annotations\":{\"k\":\"v\"}}"
                .formatted(
                        artifactType,
                        entry(B, "").replace(MediaType.OCI_IMAGE.value(), "application/x.config"),
                        entry(A, ""));
    }

    @Test
    void aReferrerIsListedWithItsArtifactTypeAndItsAnnotations() {
        byte[] referrer = bytes(referrer(",\"artifactType\":\"application/x.sig\""));
        assertThat(text(ReferrersList.of(referrer)))
                .isEqualTo(
                        ("{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,"
                                        + "\"artifactType\":\"application/x.sig\",\"annotations\":{\"k\":\"v\"}}]}")
                                .formatted(
                                        MediaType.OCI_INDEX.value(),
                                        MediaType.OCI_IMAGE.value(),
                                        Digest.of(referrer),
                                        referrer.length));
    }

    @Test
    void withoutAnArtifactTypeTheConfigSaysWhatItIs() {
        assertThat(text(ReferrersList.of(bytes(referrer(""))))).contains("\"artifactType\":\"application/x.config\"");
    }

    @Test
    void whatIsListedStaysAsItIs() {
        ReferrersList there = list(entry(A, ",\"annotations\":{\"who\":\"they\"}"), ",\"annotations\":{\"x\":\"y\"}");
        ReferrersList united = there.plus(list(entry(A, "") + "," + entry(B, ""), ""));
        assertThat(text(united))
                .isEqualTo(text(list(
                                entry(A, ",\"annotations\":{\"who\":\"they\"}") + "," + entry(B, ""),
                                ",\"annotations\":{\"x\":\"y\"}"))
                        .replace(" ", ""));
        assertThat(united.digests()).hasSize(2);
    }

    @Test
    void aListThatSaysAllThatIsThereIsSentByteForByte() {
        ReferrersList ours = list(" " + entry(A, "") + ",\n" + entry(B, ""), ",\"annotations\":{}");
        assertThat(text(list(entry(A, ""), "").plus(ours))).isEqualTo(text(ours));
    }

    @Test
    void anImageAndDockersListAreNoLists() {
        assertThat(ReferrersList.parse(bytes(referrer("")))).isEmpty();
        assertThat(ReferrersList.parse(bytes("{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[]}"
                        .formatted(MediaType.DOCKER_LIST.value()))))
                .isEmpty();
        assertThat(ReferrersList.parse(bytes("<html>"))).isEmpty();
    }
}
