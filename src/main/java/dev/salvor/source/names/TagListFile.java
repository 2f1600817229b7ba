// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.Failure;
import dev.salvor.source.ImageSource;
import dev.salvor.source.names.cluster.ReferenceLine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens a list of names, and recognises by its content what it is.
 *
 * @param storage where digests of configs are looked up that a cluster prints; empty to take them as they are
 * @param host of the registry whose images a cluster's list is about; empty for that of most images
 */
public record TagListFile(Optional<ImageSource> storage, Optional<String> host) {
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final List<byte[]> UTF16 =
            List.of(new byte[] {(byte) 0xff, (byte) 0xfe}, new byte[] {(byte) 0xfe, (byte) 0xff});
    private static final byte[] CUSTOM_DUMP = "PGDMP".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAR_DUMP = "toc.dat".getBytes(StandardCharsets.US_ASCII);
    private static final String TAKEN =
            "It takes a plain pg_dump of Harbor's database, lines of repository, tag and digest (CSV, TSV), and what kubectl get pods -A -o json,"
                    + " crictl images -o json or ctr images ls print.";
    private static final int QUOTED = 60;

    /** Without a storage, for the host of most images. */
    public TagListFile() {
        this(Optional.empty(), Optional.empty());
    }

    /** @throws Failure.Source if it cannot be read, or is nothing that has names */
    public TagList read(Path file) {
        if (Files.isDirectory(file)) {
            throw DatabaseDirectory.asList(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /**
     * @param name what to call it
     * @throws Failure.Source if it cannot be read, or is nothing that has names
     */
    public TagList read(InputStream packed, String name) {
        try {
            return recognised(Unpacking.of(packed), name);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private TagList recognised(BufferedInputStream in, String name) throws IOException {
        byte[] head = Unpacking.head(in, Unpacking.HEAD);
        if (Unpacking.startsWith(head, CUSTOM_DUMP) || Unpacking.startsWith(head, TAR_DUMP)) {
            throw DatabaseDirectory.archive(name);
        }
        if (UTF16.stream().anyMatch(mark -> Unpacking.startsWith(head, mark))) {
            throw new Failure.Source(
                    "'" + name + "' is UTF-16, as PowerShell writes it", "iconv -f UTF-16 -t UTF-8 makes it readable.");
        }
        if (!Unpacking.startsWith(head, BOM)) {
            return recognised(in, name, new String(head, StandardCharsets.UTF_8));
        }
        in.skipNBytes(BOM.length);
        return recognised(in, name, new String(head, BOM.length, head.length - BOM.length, StandardCharsets.UTF_8));
    }

    private TagList recognised(InputStream in, String name, String head) {
        TagListBuilder names = new TagListBuilder(name);
        ClusterReader cluster = new ClusterReader(names, storage.map(StoredDigests::new), host);
        if (head.stripLeading().startsWith("{") || head.stripLeading().startsWith("[")) {
            return cluster.json(in);
        }
        List<String> lines = head.lines().filter(line -> !line.isBlank()).toList();
        if (lines.stream().anyMatch(TagListFile::isOfADump)) {
            return new DumpReader(names).read(new Lines(in));
        }
        if (!lines.isEmpty() && ReferenceLine.isHeader(lines.getFirst())) {
            return cluster.rows(new Lines(in));
        }
        if (lines.stream().anyMatch(TableReader::looksLike)) {
            TagList table = new TableReader(names, new TableHost(storage, host)).read(new Lines(in));
            if (table.repositories().isEmpty()) {
                throw nothing(name, lines);
            }
            return table;
        }
        if (lines.stream().anyMatch(ReferenceLine::looksLike)) {
            return cluster.names(new Lines(in));
        }
        throw nothing(name, lines);
    }

    private static boolean isOfADump(String line) {
        return line.startsWith("-- PostgreSQL database")
                || CopyBlock.tryParse(line).isPresent();
    }

    private static Failure.Source nothing(String name, List<String> lines) {
        if (lines.isEmpty()) {
            return new Failure.Source("'" + name + "' is no list of names: it is empty", TAKEN);
        }
        String first = lines.getFirst();
        return new Failure.Source(
                "'" + name + "' is no list of names: it begins with '"
                        + first.substring(0, Math.min(QUOTED, first.length())) + "'",
                lines.stream().anyMatch(line -> line.startsWith("apiVersion:"))
                        ? "Write it as JSON: kubectl get pods -A -o json."
                        : TAKEN);
    }

    private static Failure.Source unreadable(String name, IOException e) {
        return new Failure.Source(
                "cannot read '" + name + "': " + Message.of(e), "Check its path and rights, and that it is whole.", e);
    }
}
