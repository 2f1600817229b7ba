// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Output;
import dev.salvor.output.TagListText;
import dev.salvor.source.ImageSource;
import dev.salvor.source.names.NamedSource;
import dev.salvor.source.names.Precedence;
import dev.salvor.source.names.TagList;
import dev.salvor.source.names.TagListFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where tags come from besides the storage. */
public final class TagsFromOptions {
    @Option(
            names = "--tags-from",
            paramLabel = "FILE|-",
            description =
                    "Take tags from a dump of Harbor's database (plain pg_dump), from lines of repository, tag and digest (CSV, TSV), or from"
                            + " what kubectl get pods -A -o json, crictl images -o json or ctr images ls print; packed by gzip, xz or"
                            + " zstd or not. Repeatable: the first that has a tag counts.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--tags",
            paramLabel = "disk|file|both",
            defaultValue = "both",
            description =
                    "Which tags count in repositories that no whole dump of --tags-from knows (default: ${DEFAULT-VALUE}; a file wins"
                            + " over the storage).")
    private Precedence precedence;

    @Option(
            names = "--tags-host",
            paramLabel = "HOST",
            description =
                    "The registry whose images are meant in a cluster's list of --tags-from, as it stands in front of their names"
                            + " (default: that of most images). It is cut.")
    private String host;

    /** The options that read stdin, as they were typed. */
    List<String> stdinOptions() {
        return files.stream()
                .filter(Stdin::isTyped)
                .map(file -> "--tags-from " + file)
                .toList();
    }

    /** @throws Usage if there are lists, and nothing whose images they name */
    void requireStorage(Optional<Path> storage) {
        if (storage.isEmpty() && !files.isEmpty()) {
            throw new Usage("--tags-from without STORAGE: it names images of a storage", "Give STORAGE as well.");
        }
    }

    /**
     * Reads the files, and stdin if one is that.
     *
     * @param isHostOfFirst whether there is another list that the host is of
     */
    ImageSource over(ImageSource storage, Output output, boolean isHostOfFirst) {
        if (files.isEmpty()) {
            if (host != null && !isHostOfFirst) {
                throw new Usage("--tags-host without --tags-from: there is no list", "Add --tags-from FILE.");
            }
            if (precedence == Precedence.FILE) {
                throw new Usage("--tags file without --tags-from: there is no file", "Add --tags-from FILE.");
            }
            return storage;
        }
        List<TagList> lists = files.stream().map(file -> read(file, storage)).toList();
        lists.forEach(list -> output.tell(TagListText.of(list)));
        return new NamedSource(storage, lists, precedence);
    }

    /** Any list, of the same host. */
    TagList read(String file, ImageSource storage) {
        TagListFile kinds = new TagListFile(Optional.of(storage), Optional.ofNullable(host));
        return file.equals(Stdin.NAME) ? kinds.read(System.in, "stdin") : kinds.read(Path.of(file));
    }
}
