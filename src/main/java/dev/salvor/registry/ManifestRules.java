// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.Refusal.Reason;
import dev.salvor.registry.http.Answer;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Refusals that only the PUT of a manifest meets: of its tag, and of its kind. */
final class ManifestRules {
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    /** With these, a page or a lost upload is not meant. */
    private static final Set<Integer> OF_THE_MANIFEST = Set.of(400, 404, 406, 409, UNSUPPORTED_MEDIA_TYPE, 422, 501);

    private static final Pattern PROTECTED_TAG = Pattern.compile(
            "(?i)\\btags?\\b.*\\b(protected|exists?|(cannot|may not|must not) be (updated|changed|overwritten|deleted))\\b|\\boverwrit");
    /** ECR, also as {@code 400 TAG_INVALID}: "cannot be overwritten because the repository is immutable". */
    private static final Pattern IMMUTABLE_TAG = Pattern.compile("(?i)\\bimmutable\\b");
    /** Distribution, Quay, Artifact Registry and GitLab name what they do not know. */
    private static final Pattern KIND = Pattern.compile("(?i)media ?type|artifact ?type|content.type|schema version"
            + "|(unsupported|not supported|unknown|unrecogni[sz]ed) (manifest|artifact|config|schema|format)"
            + "|(manifest|artifact|config|schema|format)s? (\\w+ )?(is |are )?(unsupported|not supported|not allowed)");

    /** These words are of one manifest that contradicts itself, such as "mediaType in manifest should be 'a' not 'b'". */
    private static final Pattern FAULTY = Pattern.compile("(?i)should be|mismatch|missing|empty|differs|conflict");

    private ManifestRules() {}

    /** @param general what it would mean to any request */
    static Optional<Reason> reason(Answer answer, Reason general) {
        return switch (general) {
            case FORBIDDEN, NO_RIGHT -> ofTag(Forbidden.words(answer));
            case INVALID, UNEXPECTED -> ofContent(answer, Forbidden.words(answer));
            case FRONT -> answer.status() == UNSUPPORTED_MEDIA_TYPE ? Optional.of(Reason.KIND) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Reason> ofTag(String words) {
        if (IMMUTABLE_TAG.matcher(words).find()) {
            return Optional.of(Reason.IMMUTABLE);
        }
        return PROTECTED_TAG.matcher(words).find() ? Optional.of(Reason.PROTECTED) : Optional.empty();
    }

    private static Optional<Reason> ofContent(Answer answer, String words) {
        if (IMMUTABLE_TAG.matcher(words).find()) {
            return Optional.of(Reason.IMMUTABLE);
        }
        if (OF_THE_MANIFEST.contains(answer.status()) && isOfKind(answer, words)) {
            return Optional.of(Reason.KIND);
        }
        return answer.hasError("MANIFEST_INVALID") ? Optional.of(Reason.INVALID) : Optional.empty();
    }

    private static boolean isOfKind(Answer answer, String words) {
        return answer.status() == UNSUPPORTED_MEDIA_TYPE
                || answer.hasError("UNSUPPORTED")
                || answer.hasError("MANIFEST_INVALID")
                        && KIND.matcher(words).find()
                        && !FAULTY.matcher(words).find();
    }
}
