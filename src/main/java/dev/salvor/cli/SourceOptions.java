// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Output;
import dev.salvor.plan.Delivery;
import dev.salvor.select.Emptiness;
import dev.salvor.source.ImageSource;
import dev.salvor.source.LinkRepair;
import dev.salvor.source.layout.Layouts;
import dev.salvor.source.layout.Pipes;
import dev.salvor.source.names.NamedSource;
import dev.salvor.source.names.TagList;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How images are got out of STORAGE, in every command that has one: where their tags come from, and what is done with what has none. */
public final class SourceOptions {
    @Mixin
    private TagsFromOptions tagsFrom;

    @Mixin
    private DerivedTagOptions derived;

    @Mixin
    private ScratchOption scratch;

    @Mixin
    private BlobsFromOptions blobsFrom;

    @Option(
            names = "--repair-links",
            description =
                    "Where the link of a tag gives no digest, use the newest entry of the tag's index; said of each.")
    private boolean repairLinks;

    private Pipes.Use pipes = Pipes.Use.LOOKED_THROUGH;

    /** What was opened already: it may have cost a look at each image. Null before. */
    private ImageSource opened;

    /** What reads stdin, as it was typed. */
    List<String> stdinOptions(Optional<Path> storage) {
        return Stream.concat(
                        storage.filter(its -> Stdin.isTyped(its.toString())).map(its -> "STORAGE " + its).stream(),
                        tagsFrom.stdinOptions().stream())
                .toList();
    }

    /** To be called before it is opened. @param use what the command wants of a pipe */
    void pipes(Pipes.Use use) {
        pipes = use;
    }

    /** @throws Usage if there are options about a storage, and none is given */
    void requireStorage(Optional<Path> storage) {
        tagsFrom.requireStorage(storage);
    }

    /** @throws Usage if there is somewhere to take blobs from, and none are sent */
    void requireSent(Delivery delivery) {
        blobsFrom.requireSent(delivery);
    }

    /**
     * To be called before anything about the registry: which of the two is wrong must not hang on how the other one is.
     *
     * @throws dev.salvor.Failure.Source if there is no such storage, or no repository in it
     */
    void requireRepository(Path storage, int readsAtOnce, Output output) {
        Emptiness.requireRepository(files(storage, readsAtOnce, output));
    }

    private ImageSource files(Path storage, int readsAtOnce, Output output) {
        if (opened == null) {
            LinkRepair repair = repairLinks ? LinkRepair.NEWEST_ENTRY : LinkRepair.ONLY_ENTRY;
            opened = Layouts.open(storage, readsAtOnce, scratch.scratch(output), repair, pipes);
        }
        return opened;
    }

    /** Opens it, and reads what options name: files, stdin. */
    ImageSource open(Path storage, int readsAtOnce, Output output) {
        return open(storage, readsAtOnce, output, false);
    }

    /** @param isHostOfFirst whether there is another list that {@code --tags-host} is of */
    ImageSource open(Path storage, int readsAtOnce, Output output, boolean isHostOfFirst) {
        ImageSource named = tagsFrom.over(
                blobsFrom.over(files(storage, readsAtOnce, output), readsAtOnce, output), output, isHostOfFirst);
        warnOfDeleted(named, output);
        return derived.over(named);
    }

    /** The same where only names are wanted: no manifest is read unless what has no name gets one. */
    ImageSource openNames(Path storage, int readsAtOnce, Output output) {
        ImageSource named = tagsFrom.over(files(storage, readsAtOnce, output), output, false);
        warnOfDeleted(named, output);
        return derived.overNames(named);
    }

    /** Whether what has no tag gets one, so that it is looked for even where only names are wanted. */
    boolean namesUntagged() {
        return derived.namesUntagged();
    }

    /** Saving too much can be put right afterwards, and saving too little cannot: so these images are taken, and it is said. */
    private void warnOfDeleted(ImageSource source, Output output) {
        if (derived.leavesDeletedOut() && source instanceof NamedSource named) {
            named.lackingDeleted()
                    .forEach(list -> output.warn(
                            list.name() + " does not say all that was deleted on purpose (it is cut, or has no"
                                    + " table artifact_trash): --untagged may take in images that were DELETED in Harbor. Give a whole dump,"
                                    + " or look through what gets a tag that is made before others may pull it"));
        }
    }

    /** Reads a list of images as {@code --tags-from} reads one. */
    TagList list(String file, ImageSource source) {
        return tagsFrom.read(file, source);
    }
}
