// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.image.ImageName;
import dev.salvor.image.Tag;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Tally;
import dev.salvor.proof.ProvenImage;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.TagOrigin;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The report of a sync: JSON Lines, an {@code "image"} as soon as its outcome is known, a {@code
 * "problem"} for all that is wrong with the storage, a {@code "summary"} last. A file without a
 * summary is of a run that was killed.
 */
public final class ReportFile implements Consumer<ImageResult>, AutoCloseable {
    private final Writer writer;
    private final Function<ImageName, TagOrigin> origins;
    /** Why the file lacks something; null as long as it lacks nothing. */
    private IOException broken;

    private ReportFile(Writer writer, Function<ImageName, TagOrigin> origins) {
        this.writer = writer;
        this.origins = origins;
    }

    /**
     * @param file nowhere if empty
     * @param storage which must not be written to, without symbolic links
     * @throws Failure.Source if the file cannot be written, is not a regular one, or would lie in the storage
     */
    public static ReportFile open(Optional<Path> file, Path storage) {
        return open(file, storage, _ -> new TagOrigin.Link());
    }

    /** @param origins who names an image */
    public static ReportFile open(Optional<Path> file, Path storage, Function<ImageName, TagOrigin> origins) {
        if (file.isEmpty()) {
            return new ReportFile(Writer.nullWriter(), origins);
        }
        try {
            return new ReportFile(
                    Files.newBufferedWriter(
                            ReportPlace.of(file.get(), storage).file(),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS),
                    origins);
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
                .put("tag", result.name().tag().map(Tag::value).orElse(null))
                .put("digest", result.digest().map(Object::toString).orElse(null))
                .put(
                        "source",
                        result.digest()
                                .map(_ -> OriginText.of(result.name(), result.index(), origins))
                                .orElse(null))
                .put("outcome", name(Tally.Kind.of(result.outcome())))
                .put("reason", explanation.title())
                .put("detail", explanation.detail());
        if (!result.healed().isEmpty()) {
            HealedText.put(line.putArray("healed"), result.healed());
        }
        SparseText.put(line, result.index());
        result.target()
                .filter(target -> !target.equals(result.name().repository()))
                .ifPresent(target -> line.put("target", target.value()));
        write(line);
    }

    /** What a registry has of an image. */
    public void proven(ProvenImage image) {
        ObjectNode line = Json.object().put("type", "image");
        ProofText.put(line, image);
        write(line);
    }

    /** What is wrong with the storage, a line each. */
    public void problems(List<SourceProblem> problems) {
        for (SourceProblem problem : problems) {
            ObjectNode line = Json.object().put("type", "problem");
            StorageText.put(line, problem);
            write(line);
        }
    }

    public void finish(ObjectNode summary) {
        ObjectNode line = Json.object().put("type", "summary");
        line.setAll(summary);
        write(line);
    }

    /** The spelling of a kind in JSON. */
    static String name(Tally.Kind kind) {
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
