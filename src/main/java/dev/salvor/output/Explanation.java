// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.registry.Refusal;
import dev.salvor.select.TargetName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An outcome in words.
 *
 * @param title the same for all images that share the reason
 * @param detail what is particular about this one; may be empty
 * @param advice what to do; may be empty
 */
public record Explanation(String title, String detail, String advice) {
    /** So many repositories that share a name are listed. */
    private static final int SOURCES = 5;
    /** Of a repository name, without the registry's host (protocol.md §1.5). */
    private static final int MAX_LENGTH = 255;

    /** What all images of a group share; the detail is of one of them. */
    public static Explanation of(Tally.Group group) {
        Explanation first = of(group.examples().getFirst().outcome());
        return group.cause()
                .refusal()
                .map(reason -> new Explanation(
                        first.title(), first.detail(), RefusalText.advice(reason, group.repositories())))
                .orElse(first);
    }

    public static Explanation of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Pushed(List<Digest> leftOut) -> new Explanation("pushed", ForeignLayers.detail(leftOut), "");
            case Outcome.AlreadyThere(boolean byDigest) ->
                new Explanation("already there", byDigest ? "same digest" : "by name", "");
            case Outcome.Conflict conflict ->
                new Explanation(
                        "the target has other content under this tag",
                        "here " + conflict.source() + ", there " + conflict.target(),
                        "Left as it is there; --on-conflict overwrite pushes the storage's content over it, unless the tag is"
                                + " immutable there.");
            case Outcome.Damaged(String reason) ->
                new Explanation(
                        "the storage lacks a part or has a broken one",
                        reason,
                        "No registry can serve these from this storage. --blobs-from takes what is missing from a backup, another replica or a"
                                + " node that runs it; --repair-links takes for a tag without a link what its index says last.");
            case Outcome.Unsupported(String reason) ->
                new Explanation("they are of a kind that cannot be sent", reason, "salvor inspect shows what it is.");
            case Outcome.Unreadable(String reason) ->
                new Explanation(
                        "the storage has a part that cannot be read",
                        reason,
                        "Run as a user that may read all of the storage (Harbor's files belong to uid 10000), or check the disk.");
            case Outcome.NamedOnly(String list) ->
                new Explanation(
                        "named by a list, not in the storage",
                        "named by " + list + ", not in the storage",
                        "Look for a newer copy of the storage, or for the image on another registry: its content is not here.");
            case Outcome.Ambiguous(String reason) ->
                new Explanation(
                        "a list of names gives them several digests",
                        reason,
                        "Correct the list, so that it gives each tag one digest; or put another in front of it that does: the first counts.");
            case Outcome.NotInStorage _ ->
                new Explanation(
                        "they were asked for by name", "", "Check the names; salvor scan STORAGE -o names lists all.");
            case Outcome.Refused(Refusal refusal) -> refused(refusal);
            case Outcome.Misnamed(TargetName.Illegal illegal) ->
                new Explanation(
                        "no repository can have their name on the target",
                        illegal(illegal),
                        "Change the rules: lower-case letters, digits and single . _ - between them make a component, slashes"
                                + " join components, " + MAX_LENGTH + " characters are the most.");
            case Outcome.Misnamed(TargetName.Shared shared) ->
                new Explanation(
                        "repositories would get the same name on the target",
                        shared(shared),
                        "Change --map or --project so that each gets a name of its own, or leave all but one of them out"
                                + " with --exclude.");
            case Outcome.NotTried(Outcome.Why.Interrupted _) ->
                new Explanation(
                        "interrupted before", "", "Run the same command again: it goes on where this one ended.");
            case Outcome.NotTried(Outcome.Why.Covered(Refusal by)) -> refused(by);
            case Outcome.Bug(String what) ->
                new Explanation(
                        "salvor itself failed on them: this is a bug",
                        what,
                        "Please report it, with the stack trace that --verbose prints. Running the same command again tries them again.");
        };
    }

    private static String illegal(TargetName.Illegal illegal) {
        String length =
                illegal.name().length() > MAX_LENGTH ? ", " + illegal.name().length() + " characters" : "";
        return "'" + illegal.name() + "'" + length + ", by " + String.join(", then ", illegal.by());
    }

    private static String shared(TargetName.Shared shared) {
        String sources = shared.sources().stream()
                .limit(SOURCES)
                .map(RepositoryName::value)
                .collect(Collectors.joining(", "));
        int more = shared.sources().size() - SOURCES;
        return shared.repository() + " from " + sources + (more > 0 ? " and " + more + " more" : "");
    }

    private static Explanation refused(Refusal refusal) {
        // a page begins with it mostly: "403 Forbidden"
        boolean isSaid = refusal.status() == 0 || refusal.words().startsWith(refusal.status() + " ");
        String status = isSaid ? "" : refusal.status() + " ";
        return new Explanation(
                refusal.reason().title(), (status + refusal.words()).strip(), RefusalText.advice(refusal.reason()));
    }
}
