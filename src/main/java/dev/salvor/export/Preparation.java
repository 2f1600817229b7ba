// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.content.Content;
import dev.salvor.plan.Plan;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredBlob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What is found out before the first byte: whether links can be made, by one, and else whether there is room. */
final class Preparation {
    private Preparation() {}

    /**
     * @param copied bytes that are to be written if no link can be made
     * @return why not to begin
     */
    static Optional<Refusal> lack(SourceLinks links, Staging staging, ImageSource source, Plan plan, long copied) {
        Optional<Content> first = first(source, plan);
        if (first.isPresent()) {
            try {
                if (links.link(first.get(), staging.next())) {
                    return Optional.empty();
                }
            } catch (RefusedException e) {
                return Optional.of(e.refusal());
            } catch (SourceFaultException e) {
                // its image will say so
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return first.isEmpty() ? Optional.empty() : lack(staging.directory().getParent(), copied);
    }

    private static Optional<Content> first(ImageSource source, Plan plan) {
        return plan.images().stream()
                .flatMap(image -> image.blobs().stream()
                        .map(blob -> source.blob(image.name().repository(), blob)))
                .filter(StoredBlob.Present.class::isInstance)
                .map(blob -> ((StoredBlob.Present) blob).content())
                .findFirst();
    }

    /** Also empty where the file system does not tell. */
    static Optional<Refusal> lack(Path directory, long needed) {
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            return needed <= free
                    ? Optional.empty()
                    : Optional.of(new Refusal(
                            Refusal.Reason.NO_SPACE,
                            0,
                            needed + " bytes are to be copied to " + directory + ", where " + free + " are free"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
