// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Challenge;
import dev.salvor.registry.http.UnusableAnswerException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The registry's no, understood.
 *
 * @param reason what it means
 * @param status of the answer; 0 if none came
 * @param words the registry's own, or what the connection died of; untrusted
 */
public record Refusal(Reason reason, int status, String words) {

    /** How far a refusal reaches: what lies inside need not be tried. */
    public enum Scope {
        IMAGE,
        REPOSITORY,
        PROJECT,
        RUN
    }

    /** What a registry can mean by its no, with what to do about it. */
    public enum Reason {
        UNREACHABLE(
                Scope.RUN,
                "the registry stays unreachable",
                "Check the network and the registry, then run the same command again."),
        BROKEN_OFF(
                Scope.IMAGE,
                "the connection broke, every time",
                "A proxy may cut long requests: see its log, then run the same command again."),
        DISK_FULL(Scope.RUN, "the registry's disk is full", "Free space there, then run the same command again."),
        READ_ONLY(
                Scope.RUN,
                "the registry is read-only",
                "End its read-only or maintenance mode, then run the same command again."),
        LOGIN(Scope.RUN, "the login is refused", "Check user and password: salvor tags REGISTRY tries them."),
        PROJECT_MISSING(
                Scope.PROJECT,
                "the project does not exist",
                "Create the project in the registry, or let --create-projects do so, then run the same command again."),
        QUOTA(
                Scope.PROJECT,
                "the project's quota is used up",
                "Raise the project's quota, or select fewer images (--include, --newest)."),
        PROXY_PROJECT(
                Scope.PROJECT,
                "the project is a proxy cache",
                "Nobody can push there: choose another project with a prefix, REGISTRY/PROJECT."),
        NO_RIGHT(
                Scope.REPOSITORY,
                "this account may not do that here",
                "Use an account that may push to this repository."),
        NAME(
                Scope.REPOSITORY,
                "the registry does not take this repository name",
                "Harbor wants project/name: put a project in front, REGISTRY/PROJECT."),
        IMMUTABLE(
                Scope.IMAGE, "the tag is immutable", "Remove the immutability rule, or leave the tag as it is there."),
        TOO_LARGE(
                Scope.IMAGE,
                "a body is too large for something on the way",
                "Raise the body limit of the proxy in front of the registry (" + ProxySetting.BODY_LIMIT + ")."),
        TIMED_OUT(
                Scope.IMAGE,
                "a proxy did not wait for the registry's answer",
                "Raise its time limit (" + ProxySetting.READ_TIMEOUT
                        + "), send less at once (--chunk-size), or see why the" + " registry is slow."),
        COLLECTING(
                Scope.IMAGE,
                "the registry's garbage collection is running",
                "Run the same command again when it has ended."),
        BLOB_UNKNOWN(
                Scope.IMAGE,
                "the registry lacks parts that it was given",
                "Run the same command again; if it stays, the registry's storage is damaged."),
        DIGEST(
                Scope.IMAGE,
                "the registry read other bytes than were sent",
                "Another client may push the same; run the same command again."),
        CORRUPT_TARGET(
                Scope.IMAGE,
                "the target's storage is corrupt",
                "Delete the named blob there and run its garbage collection, then run the same command again."),
        INVALID(
                Scope.IMAGE,
                "the registry does not take this manifest",
                "See its own words; salvor inspect shows the image."),
        OVERLOADED(
                Scope.IMAGE,
                "the registry fails or is overloaded",
                "See its log; run the same command again, perhaps with fewer --jobs."),
        UNEXPECTED(
                Scope.IMAGE,
                "the registry gave an unexpected answer",
                "See its own words, and the requests with --verbose.");

        private final Scope scope;
        private final String title;
        private final String advice;

        Reason(Scope scope, String title, String advice) {
            this.scope = scope;
            this.title = title;
            this.advice = advice;
        }

        public Scope scope() {
            return scope;
        }

        public String title() {
            return title;
        }

        public String advice() {
            return advice;
        }
    }

    public Scope scope() {
        return reason.scope();
    }

    /** The meaning of an answer that is no success; protocol.md §3.7 and §5.5, the status first. */
    static Refusal of(Answer answer) {
        String words = answer.errors().stream()
                .map(error -> String.join(" ", error.code(), error.message(), error.detail())
                        .strip())
                .collect(Collectors.joining("; "));
        return new Refusal(reason(answer), answer.status(), words);
    }

    /**
     * No answer came in all tries, or none that makes sense.
     *
     * @param reachable whether the registry answers another request
     */
    static Refusal of(IOException failure, boolean reachable) {
        if (failure instanceof UnusableAnswerException) {
            return new Refusal(Reason.UNEXPECTED, 0, describe(failure));
        }
        return new Refusal(reachable ? Reason.BROKEN_OFF : Reason.UNREACHABLE, 0, describe(failure));
    }

    private static String describe(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static Reason reason(Answer answer) {
        if (answer.saysThatTheDiskIsFull()) {
            return Reason.DISK_FULL;
        }
        return switch (answer.status()) {
            case 401 -> unauthorized(answer);
            case 403 -> forbidden(answer);
            case 400 -> invalid(answer);
            case 404 -> notFound(answer);
            case 405 -> Reason.READ_ONLY;
            case 412 -> Reason.IMMUTABLE;
            case 413 -> Reason.TOO_LARGE;
            case 408, 425, 429, 502, 503 -> Reason.OVERLOADED;
            case 504 -> Reason.TIMED_OUT;
            case 500 -> answer.hasError("MANIFEST_BLOB_UNKNOWN") ? Reason.INVALID : Reason.OVERLOADED;
            default -> Reason.UNEXPECTED;
        };
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
            return Reason.LOGIN;
        }
        return challenges(answer).isEmpty() ? Reason.PROJECT_MISSING : Reason.NO_RIGHT;
    }

    private static List<Challenge> challenges(Answer answer) {
        return Challenge.parse(answer.headers("www-authenticate"));
    }

    private static Reason forbidden(Answer answer) {
        if (answer.says("will exceed the configured upper limit of")) {
            return Reason.QUOTA;
        }
        if (answer.says("read only mode")) {
            return Reason.READ_ONLY;
        }
        return answer.says("proxy project") ? Reason.PROXY_PROJECT : Reason.NO_RIGHT;
    }

    private static Reason invalid(Answer answer) {
        if (answer.hasError("NAME_INVALID") || answer.says("invalid repository name")) {
            return Reason.NAME;
        }
        if (answer.hasError("MANIFEST_BLOB_UNKNOWN")) {
            return Reason.BLOB_UNKNOWN;
        }
        return answer.hasError("DIGEST_INVALID") ? Reason.DIGEST : Reason.INVALID;
    }

    private static Reason notFound(Answer answer) {
        if (answer.says("is in GC")) {
            return Reason.COLLECTING;
        }
        if (answer.hasError("BLOB_UPLOAD_UNKNOWN") || answer.hasError("BLOB_UPLOAD_INVALID")) {
            return Reason.OVERLOADED;
        }
        return answer.says("artifact ") ? Reason.INVALID : Reason.UNEXPECTED;
    }
}
