// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.ManifestParser;
import dev.salvor.layout.OciImageLayout;
import dev.salvor.source.disk.ManifestFile;
import dev.salvor.source.layout.tar.TarEntry;
import dev.salvor.source.layout.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What salvor writes into a tar before all blobs: which images there are, and their manifests. It is written when all of them were found
 * whole, so what they list is to come.
 *
 * @param entries what the tar has or is going to have, by name
 * @param files the bytes of what has come
 * @param next the first blob, if there is one
 */
record PipeHead(Map<String, TarEntry> entries, Map<String, byte[]> files, Optional<TarEntry> next) {

    /** @throws IOException if it is no tar, or one that is not known to tell what is to come */
    static PipeHead read(TarReader reader, PipedBytes bytes) throws IOException {
        Map<String, TarEntry> entries = new TreeMap<>();
        Map<String, byte[]> files = new HashMap<>();
        keep(reader.next(), OciImageLayout.MARK, entries, files, bytes);
        keep(reader.next(), OciImageLayout.INDEX, entries, files, bytes);
        List<IndexEntry> images = LayoutIndex.read(new ByteArrayInputStream(files.get(OciImageLayout.INDEX)));
        if (!images.stream().allMatch(IndexEntry::isOurs)) {
            throw foreign();
        }
        Set<Digest> manifests = new HashSet<>();
        images.forEach(image -> manifests.add(image.digest()));
        Optional<TarEntry> next = reader.next();
        while (next.isPresent()) {
            TarEntry entry = next.get();
            Optional<Digest> digest = OciImageLayout.digest(entry.name());
            if (digest.isPresent()) {
                if (!manifests.contains(digest.get()) || entry.size() > ManifestFile.MAX_BYTES) {
                    break;
                }
                byte[] manifest = TarPipe.read(bytes, entry);
                entries.put(entry.name(), entry);
                files.put(entry.name(), manifest);
                promise(ManifestParser.parse(manifest), entries, manifests);
            }
            next = reader.next();
        }
        return new PipeHead(entries, files, next);
    }

    private static void keep(
            Optional<TarEntry> entry,
            String name,
            Map<String, TarEntry> entries,
            Map<String, byte[]> files,
            PipedBytes bytes)
            throws IOException {
        if (entry.isEmpty() || !entry.get().name().equals(name)) {
            throw foreign();
        }
        entries.put(name, entry.get());
        files.put(name, index(bytes, entry.get()));
    }

    /** The list of all images. */
    static byte[] index(PipedBytes bytes, TarEntry entry) throws IOException {
        if (entry.size() > LayoutIndex.MOST_BYTES) {
            throw new IOException(entry.name() + " has " + entry.size() + " bytes, and salvor reads "
                    + LayoutIndex.MOST_BYTES + " at most");
        }
        return TarPipe.read(bytes, entry);
    }

    private static IOException foreign() {
        return new IOException("it is no tar that salvor wrote");
    }

    /** A foreign layer is not counted on: the tar may have it or not. */
    private static void promise(Manifest manifest, Map<String, TarEntry> entries, Set<Digest> manifests) {
        switch (manifest) {
            case Manifest.Image image ->
                image.blobs().filter(blob -> !blob.isForeign()).forEach(blob -> promise(blob, entries));
            case Manifest.Index index ->
                index.children().forEach(child -> {
                    if (child.mediaType().isManifest()) {
                        manifests.add(child.digest());
                    } else {
                        promise(child, entries);
                    }
                });
            case Manifest.Schema1 _, Manifest.Unknown _ -> {}
        }
    }

    private static void promise(Descriptor blob, Map<String, TarEntry> entries) {
        String name = OciImageLayout.blob(blob.digest());
        entries.putIfAbsent(name, new TarEntry(name, TarEntry.Kind.FILE, 0, blob.size(), Instant.EPOCH, ""));
    }
}
