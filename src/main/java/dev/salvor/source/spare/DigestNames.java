// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.spare;

import dev.salvor.content.FileContent;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.layout.OciImageLayout;
import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Files that are named by their digest, below one directory. */
final class DigestNames implements Shelf {
    /** {@code blobs/sha256/abcd…}: an OCI layout (image-spec, "Blobs") and the content store of containerd. */
    static final List<Function<Digest, String>> BLOBS = List.of(OciImageLayout::blob);

    /** As people name files that they copied out of somewhere. */
    static final List<Function<Digest, String>> LOOSE = List.of(
            Digest::hex,
            Digest::toString,
            digest -> digest.algorithm().prefix() + "-" + digest.hex(),
            digest -> digest.algorithm().prefix() + "/" + digest.hex());

    private final Path root;
    private final Enclosure enclosure;
    private final List<Function<Digest, String>> spellings;

    /** @param root without symbolic links */
    DigestNames(Path root, List<Function<Digest, String>> spellings) {
        this.root = root;
        this.enclosure = Enclosure.of(List.of(root));
        this.spellings = spellings;
    }

    @Override
    public List<FileContent> at(RepositoryName repository, Digest digest) throws IOException {
        List<FileContent> found = new ArrayList<>();
        for (Function<Digest, String> spelling : spellings) {
            file(root.resolve(spelling.apply(digest))).ifPresent(found::add);
        }
        return found;
    }

    private Optional<FileContent> file(Path file) throws IOException {
        try {
            Enclosure.Entry found = enclosure.find(file);
            return found.attributes().isRegularFile()
                    ? Optional.of(
                            new FileContent(found.path(), found.attributes().size()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The digest that a file is named by, in one of the loose spellings but the last. */
    static Optional<Digest> digest(String name) {
        return Stream.of(Digest.Algorithm.values())
                .map(Digest.Algorithm::prefix)
                .flatMap(prefix -> Stream.of(prefix + ":" + name, name.replaceFirst("^" + prefix + "-", prefix + ":")))
                .flatMap(text -> Digest.tryParse(text).stream())
                .findFirst();
    }
}
