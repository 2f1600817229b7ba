// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import java.io.IOException;
import java.util.Optional;

/** How a registry tells what refers to a manifest: by the referrers API, or by a tag that clients keep. */
public final class Referrers {
    private final Sender sender;
    private final RegistryPaths paths;

    /** @param sender the whole chain */
    Referrers(Sender sender, RegistryPaths paths) {
        this.sender = sender;
        this.paths = paths;
    }

    /** Whether it has the API; "a 404 or the like" means that it has none (distribution-spec, "Listing Referrers"). */
    public boolean areListed(RepositoryName repository, Digest subject) throws RefusedException {
        Answer answer = send(Request.of("GET", paths.referrers(repository, subject), new Access.Pull(repository)));
        return switch (answer.status()) {
            case 400, 404, 405, 501 -> false;
            default -> {
                if (!answer.isSuccess()) {
                    throw new RefusedException(Refusal.of(answer));
                }
                yield true;
            }
        };
    }

    /** The bytes of the manifest under a tag; empty if there is none. */
    public Optional<byte[]> read(RepositoryName repository, Tag tag) throws RefusedException {
        Answer answer = send(Request.of("GET", paths.manifest(repository, tag), new Access.Pull(repository))
                .withHeader("Accept", Readback.ACCEPT));
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (!answer.isSuccess()) {
            throw new RefusedException(Refusal.of(answer));
        }
        return Optional.of(answer.body());
    }

    private Answer send(Request request) throws RefusedException {
        try {
            return sender.send(request);
        } catch (IOException e) {
            throw new RefusedException(Refusal.of(e, true));
        }
    }
}
