// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.content.FileState;
import dev.salvor.image.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file that says what was read and how it was: a line for each blob, written as soon as that is known, so that a run which is killed
 * leaves a file to go on from. A line that is cut off counts for nothing. From any thread.
 */
public final class ReadRecord implements AutoCloseable {
    private static final String HEAD = "# blobs that salvor has read, in the storage ";

    private final Map<Digest, ReadLine> known;
    private final Writer writer;
    /** Why the file lacks something; null as long as it lacks nothing. */
    private IOException broken;

    private ReadRecord(Map<Digest, ReadLine> known, Writer writer) {
        this.known = known;
        this.writer = writer;
    }

    /** Remembers nothing. */
    public static ReadRecord none() {
        return new ReadRecord(Map.of(), Writer.nullWriter());
    }

    /**
     * @param file need not be there yet; no symbolic link
     * @param storage that it is about
     * @throws Failure.Source if it cannot be used, or is about another storage, or is no such file: that stays as it is
     */
    public static ReadRecord open(Path file, Path storage) {
        String head = HEAD + storage.toUri().getRawPath();
        try {
            Map<Digest, ReadLine> known = new HashMap<>();
            boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            if (!isNew) {
                requireRegular(file);
                isNew = Files.size(file) == 0;
            }
            if (!isNew) {
                requireHead(file, head);
                read(file, known);
            }
            Writer writer = Files.newBufferedWriter(
                    file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
            // a line of a run that was killed may have no end
            writer.write(isNew ? head + "\n" : "\n");
            writer.flush();
            return new ReadRecord(known, writer);
        } catch (IOException e) {
            throw unusable(file, IoReason.of(e), "Check its directory and rights.");
        }
    }

    private static void requireRegular(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw unusable(file, "it is not a regular file", "Give the name of a file, which need not be there yet.");
        }
    }

    /** Looked at before anything is added: it may be any file, of any length, that was named by mistake. */
    private static void requireHead(Path file, String head) throws IOException {
        byte[] begin;
        byte[] wanted = (head + "\n").getBytes(StandardCharsets.US_ASCII);
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            begin = in.readNBytes(wanted.length);
        }
        String found = new String(begin, StandardCharsets.US_ASCII);
        if (!found.startsWith(HEAD)) {
            throw unusable(file, "it is there and was not written by salvor", "Give the name of a new file.");
        }
        if (!found.equals(head + "\n")) {
            throw unusable(
                    file,
                    "it is about another storage, or another way to this one",
                    "Its first line says which; for this one give the name of a new file.");
        }
    }

    private static void read(Path file, Map<Digest, ReadLine> known) throws IOException {
        // bytes that are no text are part of no line
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ReadLine.parse(line).ifPresent(read -> known.put(read.digest(), read));
            }
        }
    }

    private static Failure.Source unusable(Path file, String why, String advice) {
        return new Failure.Source("cannot remember in " + file + " what is read: " + why, advice);
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    /** What came of it, if it is the same file still. */
    Optional<Proof> of(Digest digest, FileState now) {
        return Optional.ofNullable(known.get(digest))
                .filter(read -> read.state().equals(now))
                .map(read -> read.actual().equals(digest) ? new Proof.Right() : new Proof.Wrong(read.actual()));
    }

    void add(Digest digest, FileState state, Proof proof) {
        switch (proof) {
            case Proof.Right _ -> write(new ReadLine(digest, state, digest));
            case Proof.Wrong(Digest actual) -> write(new ReadLine(digest, state, actual));
            case Proof.Unreadable _, Proof.Changed _ -> {}
        }
    }

    /** What is found matters more than the file that tells of it: the run goes on without it. */
    private synchronized void write(ReadLine line) {
        try {
            if (broken == null) {
                writer.write(line + "\n");
                writer.flush();
            }
        } catch (IOException e) {
            broken = e;
        }
    }

    /** Why it lacks something of what was read; empty if it lacks nothing. */
    public synchronized Optional<String> fault() {
        return Optional.ofNullable(broken).map(IoReason::of);
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            broken = broken == null ? e : broken;
        }
    }
}
