// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.image.ImageName;
import dev.salvor.output.Output;
import dev.salvor.output.TagListText;
import dev.salvor.select.FirstImages;
import dev.salvor.select.FirstImages.Running;
import dev.salvor.source.ImageSource;
import dev.salvor.source.names.TagList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is pushed before everything else. */
public final class FirstOptions {
    @Option(
            names = "--first",
            paramLabel = "FILE|-",
            description =
                    "Push the images of this list before everything else, such as those that run: kubectl get pods -A -o json, or any list"
                            + " that --tags-from takes.")
    private String file;

    @Option(names = "--only-first", description = "With --first: nothing else.")
    private boolean only;

    /** The option that reads stdin, as it was typed. */
    Optional<String> stdinOption() {
        return Optional.ofNullable(file).filter(Stdin::isTyped).map(typed -> "--first " + typed);
    }

    boolean isGiven() {
        return file != null;
    }

    /** Reads the list. */
    Optional<FirstImages> images(ImageSource source, SourceOptions lists, Output output) {
        if (file == null) {
            if (only) {
                throw new Usage("--only-first without --first: nothing is first", "Add --first FILE.");
            }
            return Optional.empty();
        }
        TagList list = lists.list(file, source);
        output.tell("--first: " + TagListText.of(list));
        return Optional.of(new FirstImages(running(list), only));
    }

    private static List<Running> running(TagList list) {
        List<Running> running = new ArrayList<>();
        list.repositories().stream()
                .flatMap(name -> list.repository(name).stream())
                .forEach(repository -> repository
                        .tags()
                        .forEach(tag -> running.add(
                                new Running(new ImageName(repository.name(), tag.tag()), Optional.of(tag.digest())))));
        list.others().forEach(name -> running.add(new Running(name, name.digest())));
        return running;
    }
}
