// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shapes in which blobs and manifests lie about, spelled independently of the code under test. */
public enum SpareShape {
    STORAGE {
        @Override
        Path file(Path place, String hex) {
            return new StorageFiles(place).data("sha256:" + hex);
        }
    },
    OCI_LAYOUT {
        @Override
        Path file(Path place, String hex) {
            write(place.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
            write(place.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[]}");
            return place.resolve("blobs/sha256/" + hex);
        }
    },
    /** A manifest is not named by its digest there, and is told by its bytes. */
    SKOPEO_TREE {
        @Override
        Path file(Path place, String hex) {
            Path image = place.resolve("registry.example.com/some/app:" + hex.substring(0, 8));
            write(image.resolve("version"), "Directory Transport Version: 1.1\n");
            write(image.resolve("manifest.json"), "{}");
            return image.resolve(hex);
        }

        @Override
        public Path put(Path place, byte[] content) {
            Path file = super.put(place, content);
            if (new String(content, StandardCharsets.ISO_8859_1).contains("\"schemaVersion\"")) {
                write(file.resolveSibling("manifest.json"), new String(content, StandardCharsets.UTF_8));
                delete(file);
            }
            return file;
        }
    },
    HEX {
        @Override
        Path file(Path place, String hex) {
            return place.resolve(hex);
        }
    },
    COLON {
        @Override
        Path file(Path place, String hex) {
            return place.resolve("sha256:" + hex);
        }
    },
    DASH {
        @Override
        Path file(Path place, String hex) {
            return place.resolve("sha256-" + hex);
        }
    },
    ALGORITHM {
        @Override
        Path file(Path place, String hex) {
            return place.resolve("sha256/" + hex);
        }
    },
    /** As a node of Kubernetes has it (containerd's plugins/content/local). */
    CONTAINERD {
        @Override
        Path file(Path place, String hex) {
            write(place.resolve("io.containerd.metadata.v1.bolt/meta.db"), "");
            Path store = place.resolve("io.containerd.content.v1.content");
            create(store.resolve("ingest"));
            return store.resolve("blobs/sha256/" + hex);
        }
    },
    CONTENT_STORE {
        @Override
        Path file(Path place, String hex) {
            create(place.resolve("ingest"));
            return place.resolve("blobs/sha256/" + hex);
        }
    };

    abstract Path file(Path place, String hex);

    /** Puts content there under its digest. */
    public Path put(Path place, byte[] content) {
        return put(place, Digest.of(content), content);
    }

    /** Puts anything there under a digest. */
    public Path put(Path place, Digest name, byte[] content) {
        Path file = file(place, name.hex());
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
