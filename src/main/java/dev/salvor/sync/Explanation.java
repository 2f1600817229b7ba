// SPDX-License-Identifier: Apache-2.0
package dev.salvor.sync;

import dev.salvor.registry.Refusal;

/**
 * An outcome in words.
 *
 * @param title the same for all images that share the reason
 * @param detail what is particular about this one; may be empty
 * @param advice what to do; may be empty
 */
public record Explanation(String title, String detail, String advice) {

    public static Explanation of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Pushed _ -> new Explanation("pushed", "", "");
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
                        "No registry can serve these from this storage; look for a backup or another replica.");
            case Outcome.Unsupported(String reason) ->
                new Explanation("no registry takes this kind", reason, "salvor inspect shows what it is.");
            case Outcome.Unreadable(String reason) ->
                new Explanation(
                        "the storage has a part that cannot be read",
                        reason,
                        "Run as a user that may read all of the storage (Harbor's files belong to uid 10000), or check the disk.");
            case Outcome.NotInStorage _ ->
                new Explanation(
                        "they were asked for by name", "", "Check the names; salvor scan STORAGE -o names lists all.");
            case Outcome.Refused(Refusal refusal) -> refused(refusal);
            case Outcome.NotTried(Outcome.Why.Interrupted _) ->
                new Explanation(
                        "interrupted before", "", "Run the same command again: it goes on where this one ended.");
            case Outcome.NotTried(Outcome.Why.Covered(Refusal by)) -> refused(by);
        };
    }

    private static Explanation refused(Refusal refusal) {
        String status = refusal.status() == 0 ? "" : refusal.status() + " ";
        return new Explanation(
                refusal.reason().title(),
                (status + refusal.words()).strip(),
                refusal.reason().advice());
    }
}
