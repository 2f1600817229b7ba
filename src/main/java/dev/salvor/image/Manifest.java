// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A parsed manifest. It keeps the digest and the size of the bytes, not the bytes: those are never serialised again. */
public sealed interface Manifest {

    /** Of the exact bytes. */
    Digest digest();

    /** Of the exact bytes. */
    long size();

    /** The Content-Type with which it must be sent. */
    MediaType mediaType();

    /** The manifest that this one is about, if it is a referrer. */
    default Optional<Descriptor> subject() {
        return Optional.empty();
    }

    /** An image, or an artifact in the shape of one. */
    record Image(
            Digest digest,
            long size,
            MediaType mediaType,
            Descriptor config,
            List<Descriptor> layers,
            String artifactType,
            Optional<Descriptor> subject)
            implements Manifest {
        public Image {
            layers = List.copyOf(layers);
        }

        /** Config and layers. */
        public Stream<Descriptor> blobs() {
            return Stream.concat(Stream.of(config), layers.stream());
        }

        /** Whether it is something else than a runnable image: a chart, a signature, an SBOM. */
        public boolean isArtifact() {
            return !artifactType.isEmpty() || !config.mediaType().isImageConfig();
        }
    }

    /** An index, or Docker's manifest list: other manifests of the same repository. */
    record Index(
            Digest digest,
            long size,
            MediaType mediaType,
            List<Descriptor> children,
            String artifactType,
            Optional<Descriptor> subject)
            implements Manifest {
        public Index {
            children = List.copyOf(children);
        }
    }

    /** Docker's first schema. The storage holds its unsigned payload, which no registry accepts. */
    record Schema1(Digest digest, long size, MediaType mediaType) implements Manifest {}

    /**
     * Bytes that no registry would take as a manifest.
     *
     * @param reason what is wrong with them
     */
    record Unknown(Digest digest, long size, MediaType mediaType, String reason) implements Manifest {}
}
