// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.IoReason;
import dev.salvor.content.Content;
import dev.salvor.content.ContentDigest;
import dev.salvor.image.Digest;
import dev.salvor.layout.OciImageLayout;
import dev.salvor.source.PassingBlobs;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.layout.tar.TarEntry;
import dev.salvor.source.layout.tar.TarReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The blobs of a tar that salvor wrote, as they come through a pipe; what comes before them is in {@link PipeHead}. */
final class TarPipe implements TarFiles, PassingBlobs {
    /** Sent together with others, and as often as it takes. */
    private static final int MOST_KEPT = 4 << 20;
    /** Of what is only looked at, configs above all. */
    private static final int MOST_LOOKED_AT = 64 << 10;

    private static final long MOST_LOOKED_AT_IN_ALL = 32 << 20;

    private static final String LACKS = "the tar has it not";

    private final Path given;
    private final PipedBytes bytes;
    private final TarReader reader;
    private final NavigableMap<String, TarEntry> entries;
    private final Map<String, Content> come = new ConcurrentHashMap<>();
    /** Whose header is read already. */
    private Optional<TarEntry> next;
    /** Why no more comes. */
    private volatile Optional<String> ended = Optional.empty();

    private volatile Optional<String> fault = Optional.empty();

    private TarPipe(Path given, PipedBytes bytes, TarReader reader, PipeHead head) {
        this.given = given;
        this.bytes = bytes;
        this.reader = reader;
        this.entries = new TreeMap<>(head.entries());
        this.next = head.next();
        head.files().forEach((name, file) -> come.put(name, Piped.kept(shown(name), file)));
    }

    /**
     * Reads what comes before the blobs.
     *
     * @throws IOException if it is no tar that salvor wrote
     */
    static TarPipe begin(Path given, PipedBytes bytes) throws IOException {
        TarReader reader = new TarReader(bytes);
        return new TarPipe(given, bytes, reader, PipeHead.read(reader, bytes));
    }

    /** All that it has, or is going to have. */
    TarTree tree() throws IOException {
        return new TarTree(this, entries);
    }

    @Override
    public Path given() {
        return given;
    }

    @Override
    public Content content(String name, TarEntry entry) throws IOException {
        Content here = come.get(name);
        if (here == null && ended.isPresent()) {
            throw new IOException("it did not come through the pipe: " + ended.get());
        }
        return here == null ? Piped.promised(shown(name), entry.size()) : here;
    }

    @Override
    public Optional<Passing> next() throws IOException {
        try {
            for (Optional<TarEntry> entry = header(); entry.isPresent(); entry = header()) {
                String name = entry.get().name();
                Optional<Digest> digest = OciImageLayout.digest(name);
                if (digest.isPresent() && !come.containsKey(name)) {
                    return Optional.of(take(entry.get(), digest.get()));
                }
            }
            bytes.passAll();
            ended = Optional.of(LACKS);
            return Optional.empty();
        } catch (IOException e) {
            fault = Optional.of(cut(e));
            ended = fault;
            throw e;
        }
    }

    @Override
    public Optional<String> fault() {
        return fault;
    }

    private static String cut(IOException e) {
        return "the tar is cut or damaged: " + IoReason.of(e);
    }

    private Optional<TarEntry> header() throws IOException {
        Optional<TarEntry> known = next;
        next = Optional.empty();
        return known.isPresent() ? known : reader.next();
    }

    private Passing take(TarEntry entry, Digest digest) throws IOException {
        boolean isKept = entry.size() <= MOST_KEPT;
        come.put(
                entry.name(),
                isKept
                        ? Piped.kept(shown(entry.name()), read(bytes, entry))
                        : new PipedBlob(shown(entry.name()), digest, entry.offset(), entry.size(), bytes));
        return new Passing(digest, isKept);
    }

    /** All of a small file. */
    static byte[] read(PipedBytes bytes, TarEntry entry) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(entry.size()));
        while (all.hasRemaining()) {
            if (bytes.read(all, entry.offset() + all.position()) < 0) {
                throw new EOFException("it ends at byte " + bytes.end() + " in the middle of " + entry.name());
            }
        }
        return all.array();
    }

    @Override
    public void done(Digest digest) {
        come.computeIfPresent(
                OciImageLayout.blob(digest),
                (name, content) -> Piped.passed(shown(name), content.size(), content.known()));
    }

    /**
     * Reads to the end, and keeps of blobs which digest they have.
     *
     * @return what is wrong with the tar; what stands before that counts
     */
    Optional<SourceProblem> readThrough() {
        Optional<SourceProblem> problem = Optional.empty();
        try {
            long looked = 0;
            for (Optional<TarEntry> entry = header(); entry.isPresent(); entry = header()) {
                String name = entry.get().name();
                Optional<Digest> digest = OciImageLayout.digest(name);
                if (name.equals(OciImageLayout.INDEX)) {
                    // what was written in vain is not in it any more
                    come.put(name, Piped.kept(shown(name), PipeHead.index(bytes, entry.get())));
                } else if (digest.isPresent()
                        && looked + entry.get().size() <= MOST_LOOKED_AT_IN_ALL
                        && entry.get().size() <= MOST_LOOKED_AT) {
                    looked += entry.get().size();
                    come.put(name, Piped.kept(shown(name), read(bytes, entry.get())));
                } else if (digest.isPresent()) {
                    come.put(name, hashed(entry.get(), digest.get()));
                }
                entries.putIfAbsent(name, entry.get());
            }
            bytes.passAll();
        } catch (IOException e) {
            problem = Optional.of(SourceProblem.unreadable(given, cut(e)));
        }
        ended = Optional.of(LACKS);
        entries.keySet().retainAll(come.keySet());
        return problem;
    }

    private Content hashed(TarEntry entry, Digest digest) throws IOException {
        PipedBlob blob = new PipedBlob(shown(entry.name()), digest, entry.offset(), entry.size(), bytes);
        bytes.read(ByteBuffer.allocate(0), entry.offset());
        Digest actual = ContentDigest.of(digest.algorithm(), blob);
        return Piped.passed(shown(entry.name()), bytes.end() - entry.offset(), Optional.of(actual));
    }
}
