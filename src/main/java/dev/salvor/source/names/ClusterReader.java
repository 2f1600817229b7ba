// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.Failure;
import dev.salvor.source.names.cluster.JsonLists;
import dev.salvor.source.names.cluster.ReferenceLine;
import dev.salvor.source.names.cluster.RunningImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/** Reads what tools print of the images that a cluster runs. */
final class ClusterReader {
    private final TagListBuilder names;
    private final ClusterList images;
    private final Optional<String> host;

    /** @param host whose images are meant; empty for that of most */
    ClusterReader(TagListBuilder names, Optional<StoredDigests> storage, Optional<String> host) {
        this.names = names;
        this.images = new ClusterList(names, storage);
        this.host = host;
    }

    /** @throws Failure.Source if it has no images */
    TagList json(InputStream in) {
        JsonLists lists = new JsonLists(images::add);
        try {
            lists.read(in);
        } catch (IOException e) {
            names.complaints().unreadable("cannot be read to its end: " + Message.of(e) + "; images may be missing");
        }
        if (lists.kind().isEmpty() || images.isEmpty()) {
            throw new Failure.Source(
                    "'" + names.list() + "' is JSON that names no image"
                            + (names.complaints().isAnyUnreadable() ? ", as far as it can be read" : ""),
                    "It takes what kubectl get pods -A -o json or crictl images -o json print.");
        }
        return images.build(lists.kind(), host);
    }

    /** Of {@code ctr images ls}. @throws Failure.Source if it has no images */
    TagList rows(Lines lines) {
        return lines(
                lines,
                "images of a node",
                line -> ReferenceLine.isHeader(line) || line.startsWith("sha256:")
                        ? Line.NOTHING
                        : Line.of(ReferenceLine.tryParseRow(line)));
    }

    /** Of plain names. @throws Failure.Source if it has no images */
    TagList names(Lines lines) {
        return lines(lines, "names of images", line -> Line.of(ReferenceLine.tryParse(line)));
    }

    /** What a line says. */
    private sealed interface Line {
        Line NOTHING = new Nothing();

        record Image(RunningImage image) implements Line {}

        record Nothing() implements Line {}

        record Nonsense() implements Line {}

        static Line of(Optional<RunningImage> image) {
            return image.<Line>map(Image::new).orElse(new Nonsense());
        }
    }

    private TagList lines(Lines lines, String kind, Function<String, Line> parse) {
        try {
            while (lines.next()) {
                String line = lines.text().strip();
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                switch (lines.isCut() ? new Line.Nonsense() : parse.apply(line)) {
                    case Line.Image(RunningImage image) -> images.add(image);
                    case Line.Nothing _ -> {}
                    case Line.Nonsense _ ->
                        names.complaints().skipped("line " + lines.number() + ": '" + line + "' names no image");
                }
            }
        } catch (IOException e) {
            names.complaints()
                    .unreadable("cannot be read beyond line " + lines.number() + ": " + Message.of(e)
                            + "; images may be missing");
        }
        if (images.isEmpty()) {
            throw new Failure.Source("'" + names.list() + "' names no image", "See what wrote it.");
        }
        return images.build(kind, host);
    }
}
