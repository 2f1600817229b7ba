// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads manifests and blobs over HTTP and compares them with what refers to them; each once per repository. */
final class ContentCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] ACCEPT = Stream.of(
                    "application/vnd.docker.distribution.manifest.v2+json",
                    "application/vnd.docker.distribution.manifest.list.v2+json",
                    "application/vnd.oci.image.manifest.v1+json",
                    "application/vnd.oci.image.index.v1+json")
            .flatMap(type -> Stream.of("Accept", type))
            .toArray(String[]::new);

    private final LabHttp http;
    private final Findings findings;
    private final Set<String> seen = new HashSet<>();

    ContentCheck(LabHttp http, Findings findings) {
        this.http = http;
        this.findings = findings;
    }

    /** The digest of the bytes behind a tag, and all below it checked; empty if there are none. */
    Optional<String> manifestByTag(String repository, String tag) throws IOException {
        HttpResponse<byte[]> answer = http.get("/v2/" + repository + "/manifests/" + tag, ACCEPT);
        if (answer.statusCode() != 200) {
            findings.add(repository + ":" + tag + " was answered " + answer.statusCode());
            return Optional.empty();
        }
        String digest = "sha256:" + HexFormat.of().formatHex(hash("sha256").digest(answer.body()));
        String said = answer.headers().firstValue("Docker-Content-Digest").orElse("");
        if (!said.equals(digest)) {
            findings.add(repository + ":" + tag + " has the digest " + digest + ", the registry says " + said);
        }
        checkReferences(repository, answer);
        return Optional.of(digest);
    }

    private void manifest(String repository, JsonNode descriptor) throws IOException {
        String digest = descriptor.path("digest").asText();
        if (!seen.add(repository + " " + digest)) {
            return;
        }
        HttpResponse<byte[]> answer = http.get("/v2/" + repository + "/manifests/" + digest, ACCEPT);
        MessageDigest hash = hash(digest);
        hash.update(answer.body());
        if (isRight("manifest " + repository + "@", descriptor, answer.statusCode(), hash, answer.body().length)) {
            checkReferences(repository, answer);
        }
    }

    private void checkReferences(String repository, HttpResponse<byte[]> answer) throws IOException {
        JsonNode document = JSON.readTree(answer.body());
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (document.has("mediaType") && !document.path("mediaType").asText().equals(type)) {
            findings.add(answer.uri() + " is served as " + type);
        }
        for (JsonNode child : document.path("manifests")) {
            manifest(repository, child);
        }
        if (document.has("config")) {
            blob(repository, document.path("config"));
        }
        for (JsonNode layer : document.path("layers")) {
            String layerType = layer.path("mediaType").asText();
            if (!layerType.contains(".foreign.") && !layerType.contains(".nondistributable.")) {
                blob(repository, layer);
            }
        }
    }

    private void blob(String repository, JsonNode descriptor) throws IOException {
        String digest = descriptor.path("digest").asText();
        if (!seen.add(repository + " " + digest)) {
            return;
        }
        MessageDigest hash = hash(digest);
        HttpResponse<InputStream> answer =
                http.get("/v2/" + repository + "/blobs/" + digest, BodyHandlers.ofInputStream());
        long size = 0;
        try (InputStream body = answer.body()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                hash.update(buffer, 0, read);
                size += read;
            }
        }
        isRight("blob " + repository + "@", descriptor, answer.statusCode(), hash, size);
    }

    private boolean isRight(String what, JsonNode descriptor, int status, MessageDigest hash, long size) {
        String digest = descriptor.path("digest").asText();
        if (status != 200) {
            findings.add(what + digest + " was answered " + status);
            return false;
        }
        String found =
                digest.substring(0, digest.indexOf(':') + 1) + HexFormat.of().formatHex(hash.digest());
        if (!found.equals(digest)) {
            findings.add(what + digest + " has the digest " + found);
        }
        if (size != descriptor.path("size").asLong()) {
            findings.add(what + digest + " has " + size + " bytes, not " + descriptor.path("size"));
        }
        return found.equals(digest);
    }

    private static MessageDigest hash(String digest) {
        String algorithm = digest.split(":", 2)[0].toUpperCase(Locale.ROOT).replace("SHA", "SHA-");
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(digest, e);
        }
    }
}
