// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/**
 * The check after a sync that owes nothing to salvor: reads all that a registry has, over HTTP, and hashes it.
 *
 * <p>Of every tag the manifest, its children, configs and layers, except layers that are not distributable: each must be there, in its
 * repository, with the digest and size that refer to it.
 */
public final class RegistryWalk {
    private final LabHttp http;

    private RegistryWalk(LabHttp http) {
        this.http = http;
    }

    /** Of a registry that lets everybody read. */
    public static RegistryWalk of(URI registry) {
        return of(LabHttp.to(registry));
    }

    /** @param login such as {@link LabHttp#basic} */
    public static RegistryWalk of(URI registry, SSLContext tls, UnaryOperator<HttpRequest.Builder> login) {
        return of(LabHttp.to(registry, tls).with(login));
    }

    public static RegistryWalk of(LabHttp http) {
        return new RegistryWalk(http);
    }

    /** {@link #verify} of a registry that lets everybody read. */
    public static SortedMap<String, String> tags(URI registry) {
        return of(registry).verify();
    }

    /** {@link #verify} through a registry of its own, open to all: for storages whose registry asks for tokens. */
    public static SortedMap<String, String> tags(Path root) {
        try (RegistryProcess registry = RegistryProcess.over(root).start()) {
            return tags(registry.uri());
        }
    }

    /**
     * Reads everything.
     *
     * @return digests by {@code repository:tag}
     * @throws AssertionError with all findings, if anything is missing or wrong
     */
    public SortedMap<String, String> verify() {
        SortedMap<String, String> tags = new TreeMap<>();
        Findings findings = new Findings();
        RegistryListing listing = new RegistryListing(http, findings);
        ContentCheck content = new ContentCheck(http, findings);
        for (String repository : listing.repositories()) {
            for (String tag : listing.tags(repository)) {
                try {
                    content.manifestByTag(repository, tag)
                            .ifPresent(digest -> tags.put(repository + ":" + tag, digest));
                } catch (IOException e) {
                    throw new UncheckedIOException(repository + ":" + tag, e);
                }
            }
        }
        findings.throwIfAny();
        return tags;
    }
}
