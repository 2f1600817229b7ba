// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.image.RepositoryName;
import dev.salvor.sync.ImageResult;
import dev.salvor.sync.SyncReport;
import dev.salvor.sync.TargetName;
import dev.salvor.sync.TargetNames;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The report of a sync: JSON Lines, an {@code "image"} as soon as its outcome is known, a {@code "summary"} last. A file without a
 * summary is of a run that was killed.
 */
public final class ReportFile implements Consumer<ImageResult>, AutoCloseable {
    private final Writer writer;
    private final TargetNames names;
    /** Why the file lacks something; null as long as it lacks nothing. */
    private IOException broken;

    private ReportFile(Writer writer, TargetNames names) {
        this.writer = writer;
        this.names = names;
    }

    /**
     * @param file nowhere if empty
     * @param storage which must not be written to
     * @param names of the repositories on the target
     * @throws Failure.Source if the file cannot be written
     */
    public static ReportFile open(Optional<Path> file, Path storage, TargetNames names) {
        if (file.isEmpty()) {
            return new ReportFile(Writer.nullWriter(), names);
        }
        try {
            Path directory = file.get().toAbsolutePath().getParent().toRealPath();
            if (directory.startsWith(storage)) {
                throw new Failure.Source(
                        "the report " + file.get() + " would lie in the storage, which is only read",
                        "Write it somewhere else.");
            }
            return new ReportFile(Files.newBufferedWriter(file.get()), names);
        } catch (IOException e) {
            throw new Failure.Source(
                    "cannot write the report " + file.get() + ": " + IoReason.of(e),
                    "Check its directory and rights.",
                    e);
        }
    }

    @Override
    public void accept(ImageResult result) {
        Explanation explanation = Explanation.of(result.outcome());
        ObjectNode line = Json.object()
                .put("type", "image")
                .put("repository", result.name().repository().value())
                .put("tag", result.name().tag().value())
                .put("digest", result.digest().map(Object::toString).orElse(null))
                .put("outcome", name(SyncReport.Kind.of(result.outcome())))
                .put("reason", explanation.title())
                .put("detail", explanation.detail());
        RepositoryName source = result.name().repository();
        if (names.of(source) instanceof TargetName.Usable(RepositoryName target) && !target.equals(source)) {
            line.put("target", target.value());
        }
        write(line);
    }

    public void finish(ObjectNode summary) {
        ObjectNode line = Json.object().put("type", "summary");
        line.setAll(summary);
        write(line);
    }

    /** The spelling of a kind in JSON. */
    static String name(SyncReport.Kind kind) {
        StringBuilder camel = new StringBuilder();
        for (String word : kind.name().toLowerCase(Locale.ROOT).split("_")) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }

    /** Images matter more than the file that tells of them: the run goes on without it. */
    private synchronized void write(ObjectNode line) {
        try {
            if (broken == null) {
                writer.write(Json.line(line) + "\n");
                writer.flush();
            }
        } catch (IOException e) {
            broken = e;
        }
    }

    /** @throws Failure.Source if the file lacks something */
    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            broken = broken == null ? e : broken;
        }
        if (broken != null) {
            throw new Failure.Source(
                    "the file of --report is not complete: " + broken.getMessage(),
                    "Write it to a disk that has room; run again to see what is left.",
                    broken);
        }
    }
}
