// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The requests that a registry answered up to some moment, in the order of its access log. Never changes: take a new one after the next step.
 *
 * @param entries one per request; the lab's own markers are left out
 */
public record AccessLog(List<Entry> entries) {
    private static final String MARKER = "/v2/?lab-marker=";
    /** The combined format of gorilla/handlers, as far as it is needed: {@code - - [time] "GET /v2/ HTTP/1.1" 200 2}. */
    private static final Pattern LINE = Pattern.compile("\\] \"([A-Z]+) (\\S+) HTTP/[0-9.]+\" (\\d{3}) ");

    private static final Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/[^/?]*(?:\\?.*)?");
    private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/?]+)");
    private static final Set<String> MUTATING = Set.of("POST", "PUT", "PATCH", "DELETE");

    /**
     * A request and its answer.
     *
     * @param path with the query, as it was sent
     */
    public record Entry(String method, String path, int status) {
        Optional<String> parameter(String name) {
            Matcher matcher = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(path);
            return matcher.find()
                    ? Optional.of(URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8))
                    : Optional.empty();
        }
    }

    /** A blob or manifest in a repository. */
    public record Linked(String repository, String digest) implements Comparable<Linked> {
        @Override
        public int compareTo(Linked other) {
            int byRepository = repository.compareTo(other.repository);
            return byRepository != 0 ? byRepository : digest.compareTo(other.digest);
        }
    }

    /**
     * A manifest that was accepted.
     *
     * @param reference the tag or digest in the path
     */
    public record ManifestPut(String repository, String reference) {
        public boolean isByTag() {
            return reference.indexOf(':') < 0;
        }
    }

    public AccessLog {
        entries = List.copyOf(entries);
    }

    static String newMarker() {
        return MARKER + UUID.randomUUID();
    }

    static AccessLog parse(String text) {
        return new AccessLog(text.lines()
                .map(LINE::matcher)
                .filter(Matcher::find)
                .map(line -> new Entry(line.group(1), line.group(2), Integer.parseInt(line.group(3))))
                .filter(entry -> !entry.path().startsWith(MARKER))
                .toList());
    }

    /** What {@link #after} takes to see only what comes later. */
    public int mark() {
        return entries.size();
    }

    public AccessLog after(int mark) {
        return new AccessLog(entries.subList(mark, entries.size()));
    }

    public int count(String method) {
        return (int)
                entries.stream().filter(entry -> entry.method().equals(method)).count();
    }

    /** POST, PUT, PATCH, DELETE, whatever the answer. */
    public List<Entry> mutating() {
        return entries.stream()
                .filter(entry -> MUTATING.contains(entry.method()))
                .toList();
    }

    /** Answered 401: sent without a login or token, or with one that did not do. */
    public List<Entry> tokenless() {
        return entries.stream().filter(entry -> entry.status() == 401).toList();
    }

    /** How often each blob was linked (end of an upload, mount), and each manifest that was put by digest; answers 201 only. */
    public Map<Linked, Integer> linked() {
        return entries.stream()
                .flatMap(entry -> link(entry).stream())
                .collect(Collectors.toMap(each -> each, each -> 1, Integer::sum, TreeMap::new));
    }

    private static Optional<Linked> link(Entry entry) {
        if (entry.status() != 201) {
            return Optional.empty();
        }
        return switch (entry.method()) {
            case "PUT" ->
                uploaded(entry)
                        .or(() -> manifestPut(entry)
                                .filter(put -> !put.isByTag())
                                .map(put -> new Linked(put.repository(), put.reference())));
            case "POST" -> blob(entry, "mount").or(() -> uploaded(entry));
            default -> Optional.empty();
        };
    }

    /** The end of an upload, be it of several requests or of one. */
    private static Optional<Linked> uploaded(Entry entry) {
        return blob(entry, "digest");
    }

    private static Optional<Linked> blob(Entry entry, String parameter) {
        Matcher path = UPLOAD.matcher(entry.path());
        return path.matches()
                ? entry.parameter(parameter).map(digest -> new Linked(path.group(1), digest))
                : Optional.empty();
    }

    /** The blobs whose bytes travelled to the end (answered 201), in order, each as often as it did. */
    public List<String> uploadedDigests() {
        return entries.stream()
                .filter(entry -> entry.status() == 201)
                .flatMap(entry -> uploaded(entry).stream())
                .map(Linked::digest)
                .toList();
    }

    /** All manifests that were accepted (201), in order. */
    public List<ManifestPut> manifestPuts() {
        return entries.stream()
                .filter(entry -> entry.status() == 201 && entry.method().equals("PUT"))
                .flatMap(entry -> manifestPut(entry).stream())
                .toList();
    }

    /** Those of {@link #manifestPuts} which set a tag. */
    public List<ManifestPut> tagPuts() {
        return manifestPuts().stream().filter(ManifestPut::isByTag).toList();
    }

    private static Optional<ManifestPut> manifestPut(Entry entry) {
        return Stream.of(MANIFEST.matcher(entry.path()))
                .filter(Matcher::matches)
                .map(path -> new ManifestPut(path.group(1), URLDecoder.decode(path.group(2), StandardCharsets.UTF_8)))
                .findFirst();
    }
}
