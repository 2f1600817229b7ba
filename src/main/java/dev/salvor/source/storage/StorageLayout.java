// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Every path below {@code docker/registry/v2} (protocol.md §1.2, distribution's {@code registry/storage/paths.go}). No other class
 * spells one.
 *
 * @param root the {@code v2} directory
 */
record StorageLayout(Path root) {
    /** What may stand between the directory that was given and {@code v2}, the longest first (protocol.md §1.1). */
    static final List<String> ROOTS = List.of("docker/registry/v2", "registry/v2", "v2", "");

    private static final String REPOSITORIES = "repositories";
    private static final String BLOBS = "blobs";
    private static final String METADATA_PREFIX = "_";
    private static final String MANIFESTS = "_manifests";
    private static final String LAYERS = "_layers";
    private static final String UPLOADS = "_uploads";
    private static final String LINK = "link";
    private static final String DATA = "data";
    private static final int SPLIT = 2;

    /** The {@code docker} directory that a {@code v2} directory is in, if it is in one. */
    static Optional<Path> above(Path root) {
        return root.endsWith(ROOTS.getFirst()) ? Optional.of(root.getParent().getParent()) : Optional.empty();
    }

    /** Whether the registry keeps its own data in a directory of this name: no repository's name can start so (protocol.md §1.5). */
    static boolean isMetadata(String name) {
        return name.startsWith(METADATA_PREFIX);
    }

    /** Whether a directory is a repository that a manifest was pushed to. */
    static boolean holdsManifests(List<Path> names) {
        return names.stream().anyMatch(name -> name.toString().equals(MANIFESTS));
    }

    /** Whether blobs were once sent to it, a manifest or not. */
    static boolean holdsUploads(List<Path> names) {
        return names.stream().anyMatch(name -> name.toString().equals(UPLOADS));
    }

    static boolean isHidden(String name) {
        return name.startsWith(".");
    }

    /**
     * Whether it looks like {@code v2}: a partial restore may lack one of the two directories (protocol.md §1.10).
     *
     * @throws AccessDeniedException if a directory on the way there does not let this be known
     */
    boolean isStorage() throws AccessDeniedException {
        return (isDirectory(repositories()) || isDirectory(blobs())) && !OtherStore.isMistakenFor(root);
    }

    private static boolean isDirectory(Path path) throws AccessDeniedException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
        } catch (AccessDeniedException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    Path repositories() {
        return root.resolve(REPOSITORIES);
    }

    Path blobs() {
        return root.resolve(BLOBS);
    }

    /** What GitLab's registry writes once its tags are in a database (docs.gitlab.com, "Container registry metadata
     * database", lock files). */
    Path databaseLock() {
        return root.resolveSibling("lockfiles").resolve("database-in-use");
    }

    /** What a pull-through cache keeps in its root (distribution's {@code registry/proxy/proxyregistry.go}). */
    Path cacheState() {
        return root.resolve("../../..").normalize().resolve("scheduler-state.json");
    }

    /** The bytes of a blob or a manifest. Only here the first two hex digits make a directory of their own. */
    Path data(Digest digest) {
        String hex = digest.hex();
        return blobs().resolve(digest.algorithm().prefix())
                .resolve(hex.substring(0, SPLIT))
                .resolve(hex)
                .resolve(DATA);
    }

    /** The directories that all blobs of the pool are below. */
    List<Path> pools() {
        return perAlgorithm(blobs());
    }

    /** Whether a directory of a pool holds the digests that begin with its name. */
    static boolean isSplit(String name) {
        return name.matches("[0-9a-f]{" + SPLIT + "}");
    }

    /**
     * What an entry of such a directory is named after.
     *
     * @param split the directory
     */
    static Optional<Digest> pooled(Path split, Path entry) {
        String hex = entry.toString();
        return hex.startsWith(split.getFileName().toString())
                ? Digest.tryParse(split.getParent().getFileName() + ":" + hex)
                : Optional.empty();
    }

    Path repository(RepositoryName name) {
        return repositories().resolve(name.value());
    }

    /** Where a repository links a blob; for a digest that is not canonical the link holds the canonical one (protocol.md §1.4). */
    Path layerLink(RepositoryName repository, Digest digest) {
        return repository(repository)
                .resolve(LAYERS)
                .resolve(digest.algorithm().prefix())
                .resolve(digest.hex())
                .resolve(LINK);
    }

    /** Where blobs are kept while they arrive, a directory for each. */
    static Path uploads(Path repository) {
        return repository.resolve(UPLOADS);
    }

    static Path tags(Path repository) {
        return repository.resolve(MANIFESTS).resolve("tags");
    }

    /** What a tag points to now. */
    static Path currentLink(Path tag) {
        return tag.resolve("current").resolve(LINK);
    }

    /** The directories whose entries are the digests that a tag ever pointed to. */
    static List<Path> indexes(Path tag) {
        return perAlgorithm(tag.resolve("index"));
    }

    /** The directories whose entries are a repository's revisions. */
    static List<Path> revisions(Path repository) {
        return perAlgorithm(repository.resolve(MANIFESTS).resolve("revisions"));
    }

    /** The link of a revision, or of an entry of a tag's index. */
    static Path link(Path entry) {
        return entry.resolve(LINK);
    }

    /** The link of one revision. */
    Path revisionLink(RepositoryName repository, Digest digest) {
        return link(repository(repository)
                .resolve(MANIFESTS)
                .resolve("revisions")
                .resolve(digest.algorithm().prefix())
                .resolve(digest.hex()));
    }

    private static List<Path> perAlgorithm(Path directory) {
        return Arrays.stream(Digest.Algorithm.values())
                .map(algorithm -> directory.resolve(algorithm.prefix()))
                .toList();
    }
}
