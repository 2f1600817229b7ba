// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.salvor.content.FileContent;
import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.http.Body;
import dev.salvor.registry.http.UnreadableSourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * What a row of a protocol table tells a registry to do: {@code do} is a verb, the other fields, which may be left out, are
 * its arguments. The result is a text.
 */
final class ProtocolVerbs {
    private final Registry registry;
    private final Path directory;
    private final AtomicLong sent = new AtomicLong();

    ProtocolVerbs(Registry registry, Path directory) {
        this.registry = registry;
        this.directory = directory;
    }

    /** Bytes of blobs that went out and need not go again. */
    long sent() {
        return sent.get();
    }

    String run(JsonNode verb) throws RefusedException {
        RepositoryName repository = new RepositoryName(text(verb, "repository", "p/r"));
        byte[] blob = verb.has("size")
                ? new byte[verb.path("size").asInt()]
                : text(verb, "content", "content").getBytes(StandardCharsets.UTF_8);
        return switch (verb.path("do").asText()) {
            case "catalog" ->
                switch (registry.catalog()) {
                    case Catalog.Readable(var names) -> joined(names);
                    case Catalog.Withheld(int status) -> "withheld " + status;
                };
            case "tags" -> registry.tags(repository).map(ProtocolVerbs::joined).orElse("no such repository");
            case "tag-listing" ->
                switch (registry.tagListing(repository)) {
                    case TagListing.Listed(var tags) -> joined(tags);
                    case TagListing.NoRepository _ -> "no such repository";
                    case TagListing.Unknown(Refusal refusal) -> "unknown " + refusal.reason() + " " + refusal.status();
                };
            case "head-manifest" ->
                switch (registry.manifest(repository, reference(verb))) {
                    case ManifestState.Absent _ -> "absent";
                    case ManifestState.There(Digest digest) -> digest.toString();
                    case ManifestState.Broken(Refusal refusal) -> "broken " + refusal.status();
                };
            case "head-blob" ->
                switch (registry.blob(repository, Digest.of(blob))) {
                    case Registry.BlobState.Absent _ -> "absent";
                    case Registry.BlobState.There(long size) -> "there " + size;
                };
            case "prove-blob" ->
                switch (registry.provenBlob(repository, Digest.of(blob))) {
                    case Registry.BlobState.Absent _ -> "absent";
                    case Registry.BlobState.There(long size) -> "there " + size;
                };
            case "mount" ->
                switch (registry.mount(repository, Digest.of(blob), new RepositoryName(text(verb, "from", "")))) {
                    case Registry.Mount.Done _ -> "done";
                    case Registry.Mount.UploadOpened _ -> "upload opened";
                    case Registry.Mount.Declined(int status) -> "declined " + status;
                };
            case "mount-or-upload" ->
                switch (registry.mount(repository, Digest.of(blob), new RepositoryName(text(verb, "from", "")))) {
                    case Registry.Mount.Done _ -> "done";
                    case Registry.Mount.UploadOpened(URI opened) -> upload(repository, blob, Optional.of(opened));
                    case Registry.Mount.Declined _ -> upload(repository, blob, Optional.empty());
                };
            case "upload" -> upload(repository, blob, Optional.empty());
            case "put-manifest" -> {
                putManifest(repository, verb);
                yield "put";
            }
            case "find-referrers-api" -> lister(repository);
            case "put-and-find-referrers-api" -> {
                putManifest(repository, verb);
                yield lister(repository) + ", and again: " + lister(repository);
            }
            case "read-list" ->
                switch (registry.referrers().list(repository, new Tag("list"), Optional.of(Digest.of(blob)))) {
                    case Referrers.Listed.Absent _ -> "absent";
                    case Referrers.Listed.Unchanged _ -> "unchanged";
                    case Referrers.Listed.List(var its) -> "lists " + joined(its.digests());
                    case Referrers.Listed.Other _ -> "no list";
                };
            default -> throw new IllegalArgumentException("no such verb: " + verb);
        };
    }

    private void putManifest(RepositoryName repository, JsonNode verb) throws RefusedException {
        registry.putManifest(
                repository,
                reference(verb),
                MediaType.OCI_IMAGE,
                "{\"schemaVersion\":2}".getBytes(StandardCharsets.UTF_8));
    }

    private String lister(RepositoryName repository) throws RefusedException {
        return registry.referrers().areListed(repository, Digest.of(new byte[0])) ? "the registry" : "a tag";
    }

    private String upload(RepositoryName repository, byte[] blob, Optional<URI> opened) throws RefusedException {
        try {
            Path file = Files.write(directory.resolve("blob"), blob);
            registry.upload(
                    repository,
                    Digest.of(blob),
                    new Body.Streamed(new FileContent(file, blob.length), sent::addAndGet),
                    opened);
            return "uploaded";
        } catch (UnreadableSourceException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reference reference(JsonNode verb) {
        String text = text(verb, "reference", "1");
        return Digest.tryParse(text).<Reference>map(digest -> digest).orElseGet(() -> new Tag(text));
    }

    private static String text(JsonNode verb, String field, String otherwise) {
        return verb.path(field).asText(otherwise);
    }

    private static String joined(Collection<?> names) {
        return names.stream().map(Object::toString).collect(Collectors.joining(" "));
    }
}
