// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.Refusal.Reason;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.BodyText;
import dev.salvor.registry.http.Challenge;
import dev.salvor.registry.http.RetryAfter;
import dev.salvor.registry.http.TemporaryStatus;
import java.time.InstantSource;
import java.util.List;

/** Reads the meaning out of an answer that is no success: the status first, then the registry's code and words. */
final class RefusalReader {
    private RefusalReader() {}

    static Reason reason(Answer answer) {
        if (answer.isWaitedFor() || RetryAfter.isTooLong(answer, InstantSource.system())) {
            return Reason.TOLD_TO_WAIT;
        }
        if (answer.saysThatTheLoginEnded()) {
            return Reason.LOGIN_ENDED;
        }
        if (answer.saysThatTheDiskIsFull()) {
            return Reason.DISK_FULL;
        }
        Reason reason = byStatus(answer);
        // a firewall, a portal, a gateway: nothing that its page says is of this account or this image
        return BodyText.isPage(answer) && blamesTheRegistry(reason) ? Reason.FRONT : reason;
    }

    private static boolean blamesTheRegistry(Reason reason) {
        return switch (reason) {
            case NO_RIGHT, FORBIDDEN, INVALID, METHOD_FORBIDDEN, IMMUTABLE, REPOSITORY_MISSING, UNEXPECTED -> true;
            default -> false;
        };
    }

    private static Reason byStatus(Answer answer) {
        return switch (answer.status()) {
            case 401 -> unauthorized(answer);
            case 403 -> forbidden(answer);
            case 400 -> invalid(answer);
            case 404 -> notFound(answer);
            case 405 -> Reason.METHOD_FORBIDDEN;
            case 412 -> Reason.IMMUTABLE;
            case 413 -> isOverQuota(answer) ? Reason.QUOTA : Reason.TOO_LARGE;
            case 500 -> answer.hasError("MANIFEST_BLOB_UNKNOWN") ? Reason.INVALID : Reason.OVERLOADED;
            default -> passing(answer.status());
        };
    }

    private static Reason passing(int status) {
        if (TemporaryStatus.isTimeout(status)) {
            return Reason.TIMED_OUT;
        }
        return TemporaryStatus.is(status) ? Reason.OVERLOADED : Reason.UNEXPECTED;
    }

    private static Reason unauthorized(Answer answer) {
        if (answer.says("project") && answer.says("not found")) {
            return Reason.PROJECT_MISSING;
        }
        if (answer.says("un-recognized request")) {
            return Reason.NAME;
        }
        // even a fresh token: distribution's detail names the repository then, too
        if (isChallengedFor(answer, "invalid_token")) {
            return Reason.LOGIN;
        }
        return lacksRight(answer) ? Reason.NO_RIGHT : withoutWords(answer);
    }

    /** Harbor says so in words, distribution by the challenge and by naming the repository (protocol.md §4.1, §5.5). */
    private static boolean lacksRight(Answer answer) {
        return isChallengedFor(answer, "insufficient_scope")
                || answer.says("unauthorized to access")
                || answer.says("\"Type\":\"repository\"");
    }

    private static boolean isChallengedFor(Answer answer, String error) {
        return challenges(answer).stream()
                .anyMatch(challenge -> challenge instanceof Challenge.Bearer bearer
                        && bearer.error().equals(error));
    }

    /**
     * The login was accepted at the beginning. So a 401 to a HEAD, which has no body, is about this place only: it must not end
     * the run. The empty header is Harbor's for a project that is not there (protocol.md §4.2).
     */
    private static Reason withoutWords(Answer answer) {
        if (answer.body().length > 0 || answer.header("www-authenticate").isEmpty()) {
            return BodyText.isPage(answer) && challenges(answer).isEmpty() ? Reason.FRONT : Reason.LOGIN;
        }
        return challenges(answer).isEmpty() ? Reason.PROJECT_MISSING : Reason.NO_RIGHT;
    }

    private static List<Challenge> challenges(Answer answer) {
        return Challenge.parse(answer.headers("www-authenticate"));
    }

    /** Harbor's words (protocol.md §5.5), and those of others: Quay's "Quota has been exceeded on namespace", Forgejo's "quota exceeded". */
    private static boolean isOverQuota(Answer answer) {
        return answer.says("will exceed the configured upper limit of") || answer.says("quota") || answer.says("Quota");
    }

    private static Reason forbidden(Answer answer) {
        if (isOverQuota(answer)) {
            return Reason.QUOTA;
        }
        if (answer.says("read only mode")) {
            return Reason.READ_ONLY;
        }
        if (answer.says("CSRF token")) {
            return Reason.COOKIE;
        }
        if (answer.says("proxy project")) {
            return Reason.PROXY_PROJECT;
        }
        if (saysThatTheRepositoryIsMissing(answer)) {
            return Reason.REPOSITORY_MISSING;
        }
        return Forbidden.speaksOfTheAccount(answer) ? Reason.NO_RIGHT : Reason.FORBIDDEN;
    }

    private static Reason invalid(Answer answer) {
        if (answer.hasError("NAME_INVALID") || answer.says("invalid repository name")) {
            return Reason.NAME;
        }
        if (answer.hasError("MANIFEST_BLOB_UNKNOWN")) {
            return Reason.BLOB_UNKNOWN;
        }
        if (saysThatTheRepositoryIsMissing(answer)) {
            return Reason.REPOSITORY_MISSING;
        }
        return answer.hasError("DIGEST_INVALID") ? Reason.DIGEST : Reason.INVALID;
    }

    /** Amazon's ECR says NAME_UNKNOWN: "The repository with name 'p/r' does not exist in the registry with id '1'". */
    private static boolean saysThatTheRepositoryIsMissing(Answer answer) {
        return answer.hasError("NAME_UNKNOWN")
                || answer.says("repository") && answer.says("does not exist") && !answer.says("manifest");
    }

    private static Reason notFound(Answer answer) {
        if (answer.says("is in GC")) {
            return Reason.COLLECTING;
        }
        if (answer.saysThatTheUploadIsUnknown()) {
            return Reason.SESSION_LOST;
        }
        if (saysThatTheRepositoryIsMissing(answer)) {
            return Reason.REPOSITORY_MISSING;
        }
        return answer.says("artifact ") ? Reason.INVALID : Reason.UNEXPECTED;
    }
}
