// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.image.RepositoryName;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.source.ImageSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A source as a registry from which images can be pulled (distribution-spec, "Pull" and "Content Discovery"). For many threads; an answer may
 * wait for the disk. What is not meant is not there.
 */
public final class ServedRegistry {
    private final ImageSource source;
    private final ServedNames names;
    private final ManifestAnswers manifests;
    private final BlobAnswers blobs;
    private final ListAnswers lists;
    private final ReferrerAnswers referrers;
    private volatile boolean ending;

    /** @param checksContent whether each blob is read before it first goes out */
    public ServedRegistry(
            ImageSource source, Selection selection, TargetNames names, boolean checksContent, InstantSource clock) {
        Selection meant = selection.in(source);
        Chosen chosen = new Chosen(source, meant);
        Grants grants = new Grants();
        HoldingsCache holdings = new HoldingsCache(source, chosen, clock);
        this.source = source;
        this.names = new ServedNames(source, meant, names, clock);
        this.manifests = new ManifestAnswers(source, chosen, grants, holdings);
        this.blobs = new BlobAnswers(source, grants, holdings, new ContentProof(checksContent));
        this.lists = new ListAnswers(this.names, chosen, clock);
        this.referrers = new ReferrerAnswers(source, holdings);
    }

    /** From now on it says that it is not ready, and answers all the same. */
    public void end() {
        ending = true;
    }

    /** Whether a request is one of those that say how it is, which need no login, and come all the time. */
    public static boolean isProbe(Asked asked) {
        return switch (RouteParser.parse(asked.target())) {
            case Route.Live _, Route.Ready _ -> true;
            case Route.Version _,
                    Route.OfManifest _,
                    Route.OfBlob _,
                    Route.OfTags _,
                    Route.OfRepositories _,
                    Route.OfReferrers _,
                    Route.Wrong _ -> false;
        };
    }

    public Reply answer(Asked asked) {
        if (!asked.isRead()) {
            return new Complaint(
                            Complaint.Code.UNSUPPORTED,
                            "salvor serves a storage, which is only read: push to another registry")
                    .reply()
                    .with("Allow", "GET, HEAD");
        }
        return switch (RouteParser.parse(asked.target())) {
            case Route.Live _ -> text(200, "live");
            case Route.Ready _ -> ready();
            case Route.Version _ ->
                Reply.of(200, Map.of("Content-Type", "application/json"), new ReplyBody.Bytes(new byte[] {'{', '}'}));
            case Route.OfManifest(var name, var reference) ->
                in(name, repository -> manifests.answer(repository, reference, asked));
            case Route.OfBlob(var name, var digest) -> in(name, repository -> blobs.answer(repository, digest, asked));
            case Route.OfTags(var name, var page) -> in(name, repository -> lists.tags(name, repository, page));
            case Route.OfRepositories(var page) -> lists.repositories(page);
            case Route.OfReferrers(var name, var subject, var type) ->
                in(name, repository -> referrers.answer(repository, subject, type));
            case Route.Wrong(Complaint complaint) -> complaint.reply();
        };
    }

    private Reply in(RepositoryName served, Function<RepositoryName, Reply> answer) {
        Optional<RepositoryName> repository = names.source(served);
        return repository.isPresent()
                ? answer.apply(repository.get())
                : new Complaint(Complaint.Code.NAME_UNKNOWN, "there is no such repository").reply();
    }

    private Reply ready() {
        if (ending) {
            return text(503, "ending");
        }
        return Files.exists(source.root()) ? text(200, "ready") : text(503, "the storage is gone");
    }

    private static Reply text(int status, String word) {
        return new Reply(
                status,
                Map.of("Content-Type", "text/plain"),
                new ReplyBody.Bytes((word + "\n").getBytes(StandardCharsets.UTF_8)),
                status == 200 ? "" : word);
    }
}
