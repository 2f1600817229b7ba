// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.content.Content;
import dev.salvor.content.ContentDigest;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.resolve.StorageFaults;
import dev.salvor.source.ImageSource;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bytes of blobs for an export. Nobody checks what it links or streams, as a registry does what it is sent: where there are spares, which
 * are given because something is broken, each blob is read before it is taken, and what is wrong is taken from a spare.
 */
final class SoundContent {
    private final ImageSource source;
    private final Map<Digest, Content> sound = new ConcurrentHashMap<>();

    SoundContent(ImageSource source) {
        this.source = source;
    }

    /** @throws SourceFaultException if nobody has it whole */
    Content of(ResolvedImage image, Blob blob) throws SourceFaultException, InterruptedException {
        RepositoryName repository = image.name().repository();
        Content content = StorageFaults.requirePresent(blob.digest(), blob.size(), source.blob(repository, blob))
                .content();
        return source.healing().isPossible() ? sound(repository, blob, content) : content;
    }

    private Content sound(RepositoryName repository, Blob blob, Content first)
            throws SourceFaultException, InterruptedException {
        Content known = sound.get(blob.digest());
        if (known != null) {
            return known;
        }
        Optional<Content> next = Optional.of(first);
        Outcome fault = new Outcome.Damaged("blob " + blob.digest() + " is missing");
        while (next.isPresent()) {
            Content tried = next.get();
            try {
                Digest actual = ContentDigest.of(blob.digest().algorithm(), tried);
                if (actual.equals(blob.digest())) {
                    sound.put(blob.digest(), tried);
                    return tried;
                }
                fault = new Outcome.Damaged(
                        "blob " + blob.digest() + " has other bytes on disk: their digest is " + actual);
            } catch (ClosedByInterruptException e) {
                throw new InterruptedException();
            } catch (IOException e) {
                fault = new Outcome.Unreadable("blob " + blob.digest() + ": " + e.getMessage());
            }
            next = source.healing().instead(repository, blob, tried);
        }
        throw new SourceFaultException(fault);
    }
}
