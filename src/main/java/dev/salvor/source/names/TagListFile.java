// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens a list of names, and recognises by its content what it is. */
public final class TagListFile {
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] CUSTOM_DUMP = "PGDMP".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAR_DUMP = "toc.dat".getBytes(StandardCharsets.US_ASCII);
    private static final String TAKEN =
            "It takes a plain pg_dump of Harbor's database, or lines of repository, tag and digest (CSV, TSV).";
    private static final int QUOTED = 60;

    private TagListFile() {}

    /** @throws Failure.Source if it cannot be read, or is nothing that has names */
    public static TagList read(Path file) {
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
    public static TagList read(InputStream packed, String name) {
        try {
            return recognised(Unpacking.of(packed), name);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static TagList recognised(BufferedInputStream in, String name) throws IOException {
        byte[] head = Unpacking.head(in, Unpacking.HEAD);
        if (Unpacking.startsWith(head, CUSTOM_DUMP) || Unpacking.startsWith(head, TAR_DUMP)) {
            throw DatabaseDirectory.archive(name);
        }
        if (Unpacking.startsWith(head, BOM)) {
            in.skipNBytes(BOM.length);
            head = Unpacking.head(in, Unpacking.HEAD);
        }
        List<String> lines = new String(head, StandardCharsets.UTF_8).lines().toList();
        TagListBuilder names = new TagListBuilder(name);
        if (lines.stream().anyMatch(TagListFile::isOfADump)) {
            return new DumpReader(names).read(new Lines(in));
        }
        if (lines.stream().anyMatch(TableReader::looksLike)) {
            return new TableReader(names).read(new Lines(in));
        }
        throw new Failure.Source(
                "'" + name + "' is no list of names: "
                        + lines.stream()
                                .filter(line -> !line.isBlank())
                                .findFirst()
                                .map(line ->
                                        "it begins with '" + line.substring(0, Math.min(QUOTED, line.length())) + "'")
                                .orElse("it is empty"),
                TAKEN);
    }

    private static boolean isOfADump(String line) {
        return line.startsWith("-- PostgreSQL database")
                || CopyBlock.tryParse(line).isPresent();
    }

    private static Failure.Source unreadable(String name, IOException e) {
        return new Failure.Source(
                "cannot read '" + name + "': " + IoReason.of(e), "Check its path and rights, and that it is whole.", e);
    }
}
