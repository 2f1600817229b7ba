// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads signatures, attestations and SBOMs for what they are about. Untrusted content: what it cannot read says nothing. */
final class AboutReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DIGEST = Pattern.compile("\\bsha256:[0-9a-f]{64}\\b");
    /** Of an attestation or an SBOM; signatures have some hundred bytes. */
    private static final int MOST = 16 << 20;

    private final ImageSource source;

    AboutReader(ImageSource source) {
        this.source = source;
    }

    /** Empty for an image, and for what has a subject: its manifest says what it is about. */
    Optional<About> read(RepositoryName repository, Manifest.Image manifest) {
        Optional<About.Kind> kind = manifest.layers().stream().findFirst().flatMap(AboutReader::kind);
        if (kind.isEmpty() || manifest.subject().isPresent()) {
            return Optional.empty();
        }
        Set<Digest> digests = new HashSet<>();
        for (Descriptor layer : manifest.layers()) {
            if (kind(layer).equals(kind)) {
                source.read(repository, layer.blob(), MOST).ifPresent(bytes -> collect(kind.get(), bytes, digests));
            }
        }
        return Optional.of(new About(kind.get(), digests));
    }

    private static Optional<About.Kind> kind(Descriptor layer) {
        String type = layer.mediaType().value();
        return switch (type) {
            case "application/vnd.dev.cosign.simplesigning.v1+json" -> Optional.of(About.Kind.SIGNATURE);
            case "application/vnd.dsse.envelope.v1+json" -> Optional.of(About.Kind.ATTESTATION);
            case String bom
            when bom.matches("(application/vnd\\.(cyclonedx|syft)|(application|text)/spdx)(\\+.*)?") ->
                Optional.of(About.Kind.SBOM);
            default -> Optional.empty();
        };
    }

    private static void collect(About.Kind kind, byte[] content, Set<Digest> digests) {
        try {
            switch (kind) {
                case SIGNATURE ->
                    add(
                            JSON.readTree(content)
                                    .at("/critical/image/docker-manifest-digest")
                                    .asText(),
                            digests);
                case ATTESTATION -> {
                    byte[] statement = Base64.getDecoder()
                            .decode(JSON.readTree(content).path("payload").asText());
                    for (JsonNode subject : JSON.readTree(statement).path("subject")) {
                        add("sha256:" + subject.at("/digest/sha256").asText(), digests);
                    }
                }
                case SBOM ->
                    DIGEST.matcher(new String(content, StandardCharsets.UTF_8))
                            .results()
                            .forEach(found -> add(found.group(), digests));
            }
        } catch (IOException | IllegalArgumentException e) {
            // no JSON, or no base64: it says nothing
            return;
        }
    }

    private static void add(String digest, Set<Digest> digests) {
        Digest.tryParse(digest).ifPresent(digests::add);
    }
}
