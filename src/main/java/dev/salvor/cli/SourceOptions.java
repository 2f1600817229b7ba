// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Output;
import dev.salvor.select.Emptiness;
import dev.salvor.source.ImageSource;
import dev.salvor.source.layout.Layouts;
import dev.salvor.source.names.TagList;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** How images are got out of STORAGE, in every command that has one: where their tags come from, and what is done with what has none. */
public final class SourceOptions {
    @Mixin
    private TagsFromOptions tagsFrom;

    @Mixin
    private DerivedTagOptions derived;

    /** What was opened already: it may have cost a look at each image. Null before. */
    private ImageSource opened;

    /** The options that read stdin, as they were typed. */
    List<String> stdinOptions() {
        return tagsFrom.stdinOptions();
    }

    /** @throws Usage if there are options about a storage, and none is given */
    void requireStorage(Optional<Path> storage) {
        tagsFrom.requireStorage(storage);
    }

    /**
     * To be called before anything about the registry: which of the two is wrong must not hang on how the other one is.
     *
     * @throws dev.salvor.Failure.Source if there is no such storage, or no repository in it
     */
    void requireRepository(Path storage, int readsAtOnce) {
        Emptiness.requireRepository(files(storage, readsAtOnce));
    }

    private ImageSource files(Path storage, int readsAtOnce) {
        if (opened == null) {
            opened = Layouts.open(storage, readsAtOnce);
        }
        return opened;
    }

    /** Opens it, and reads what options name: files, stdin. */
    ImageSource open(Path storage, int readsAtOnce, Output output) {
        return open(storage, readsAtOnce, output, false);
    }

    /** @param isHostOfFirst whether there is another list that {@code --tags-host} is of */
    ImageSource open(Path storage, int readsAtOnce, Output output, boolean isHostOfFirst) {
        return derived.over(tagsFrom.over(files(storage, readsAtOnce), output, isHostOfFirst));
    }

    /** The same where only names are wanted: no manifest is read unless what has no name gets one. */
    ImageSource openNames(Path storage, int readsAtOnce, Output output) {
        return derived.overNames(tagsFrom.over(files(storage, readsAtOnce), output, false));
    }

    /** Reads a list of images as {@code --tags-from} reads one. */
    TagList list(String file, ImageSource source) {
        return tagsFrom.read(file, source);
    }
}
