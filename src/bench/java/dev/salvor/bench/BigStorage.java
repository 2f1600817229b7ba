// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** A storage of one image with one layer, laid out as a registry does it (protocol.md §1). No client is needed that pushes so much. */
final class BigStorage {
    private static final String TYPE = "application/vnd.oci.image.";
    private static final int CHUNK = 1 << 20;

    private final Path v2;

    BigStorage(Path root) {
        v2 = root.resolve("docker/registry/v2");
    }

    /** @param size of the layer, random bytes */
    void write(long size) {
        try {
            String layer = layer(size);
            byte[] config = bytes("""
                    {"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}""", layer);
            byte[] manifest = bytes(
                    """
                    {"schemaVersion":2,"mediaType":"%smanifest.v1+json","config":%s,"layers":[%s]}""",
                    TYPE,
                    descriptor("config.v1+json", blob(config), config.length),
                    descriptor("layer.v1.tar", layer, size));
            String digest = blob(manifest);
            link("_layers/sha256/" + layer, layer);
            link("_layers/sha256/" + hex(config), hex(config));
            link("_manifests/revisions/sha256/" + digest, digest);
            link("_manifests/tags/1/index/sha256/" + digest, digest);
            link("_manifests/tags/1/current", digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String layer(long size) throws IOException {
        Path unnamed = Files.createDirectories(v2.resolve("blobs")).resolve("unnamed");
        MessageDigest sha256 = sha256();
        Random random = new Random(1);
        byte[] chunk = new byte[CHUNK];
        try (OutputStream file = new DigestOutputStream(Files.newOutputStream(unnamed), sha256)) {
            for (long left = size; left > 0; left -= CHUNK) {
                random.nextBytes(chunk);
                file.write(chunk, 0, (int) Math.min(left, CHUNK));
            }
        }
        String hex = HexFormat.of().formatHex(sha256.digest());
        Files.move(unnamed, data(hex));
        return hex;
    }

    private String blob(byte[] bytes) throws IOException {
        Files.write(data(hex(bytes)), bytes);
        return hex(bytes);
    }

    private Path data(String hex) throws IOException {
        Path directory = v2.resolve("blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex);
        return Files.createDirectories(directory).resolve("data");
    }

    private void link(String path, String hex) throws IOException {
        Path directory =
                Files.createDirectories(v2.resolve("repositories/big/app").resolve(path));
        Files.writeString(directory.resolve("link"), "sha256:" + hex);
    }

    private static String descriptor(String type, String hex, long size) {
        return "{\"mediaType\":\"%s%s\",\"digest\":\"sha256:%s\",\"size\":%d}".formatted(TYPE, type, hex, size);
    }

    private static String hex(byte[] bytes) {
        return Digest.of(bytes).toString().substring("sha256:".length());
    }

    private static byte[] bytes(String format, Object... arguments) {
        return format.formatted(arguments).getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
