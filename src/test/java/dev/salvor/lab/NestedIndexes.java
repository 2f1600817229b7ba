// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Indexes in indexes, planted in a storage: more than any client ever pushed. */
public final class NestedIndexes {
    private final StorageFiles files;

    public NestedIndexes(StorageFiles files) {
        this.files = files;
    }

    /** An image without layers. */
    public byte[] image() {
        byte[] config = "{\"os\":\"linux\",\"architecture\":\"amd64\"}".getBytes(UTF_8);
        files.put(config);
        return stored("{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[]}"
                .formatted(MediaType.OCI_IMAGE, descriptor("application/vnd.oci.image.config.v1+json", config)));
    }

    /** So many indexes in a row, with an image at the end; returns the outermost. */
    public byte[] chain(int levels) {
        byte[] inner = index(image(), MediaType.OCI_IMAGE);
        for (int i = 1; i < levels; i++) {
            inner = index(inner, MediaType.OCI_INDEX);
        }
        return inner;
    }

    /** Two indexes on each level, both with both of the next: 2^levels ways lead down. */
    public byte[] lattice(int levels) {
        byte[] image = image();
        List<byte[]> pair = List.of(
                index("0", Stream.of(descriptor(MediaType.OCI_IMAGE.value(), image))),
                index("1", Stream.of(descriptor(MediaType.OCI_IMAGE.value(), image))));
        for (int i = 2; i < levels; i++) {
            List<byte[]> below = pair;
            pair = List.of(
                    index("0", below.stream().map(NestedIndexes::ofIndex)),
                    index("1", below.stream().map(NestedIndexes::ofIndex)));
        }
        return index("", pair.stream().map(NestedIndexes::ofIndex));
    }

    /** A row of so many indexes, all of which the outermost names itself as well, the innermost first. */
    public byte[] chainNamedFromItsEnd(int levels) {
        List<String> named = new ArrayList<>();
        byte[] inner = index(image(), MediaType.OCI_IMAGE);
        for (int i = 2; i < levels; i++) {
            named.add(ofIndex(inner));
            inner = index(inner, MediaType.OCI_INDEX);
        }
        named.add(ofIndex(inner));
        return index("", named.stream());
    }

    private byte[] index(byte[] child, MediaType type) {
        return index("", Stream.of(descriptor(type.value(), child)));
    }

    private byte[] index(String note, Stream<String> descriptors) {
        return stored("{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s],\"annotations\":{\"note\":\"%s\"}}"
                .formatted(MediaType.OCI_INDEX, descriptors.collect(Collectors.joining(",")), note));
    }

    private static String ofIndex(byte[] index) {
        return descriptor(MediaType.OCI_INDEX.value(), index);
    }

    private static String descriptor(String type, byte[] content) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
                .formatted(type, Digest.of(content), content.length);
    }

    private byte[] stored(String manifest) {
        byte[] bytes = manifest.getBytes(UTF_8);
        files.put(bytes);
        return bytes;
    }
}
