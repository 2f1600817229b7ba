// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.UnusableAnswerException;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The registry's no, understood.
 *
 * @param reason what it means
 * @param status of the answer; 0 if none came
 * @param words the registry's own, or what the connection died of; untrusted
 */
public record Refusal(Reason reason, int status, String words) {
    /** What the distribution spec allows. */
    private static final int LONGEST_NAME = 255;

    private static final Pattern DIGEST = Pattern.compile("sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})");

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
        METHOD_FORBIDDEN(
                Scope.REPOSITORY,
                "this kind of request is not allowed here",
                "Something in front of the registry may pass only some requests: see its settings."),
        PATCH_FORBIDDEN(
                Scope.IMAGE,
                "a proxy does not let PATCH through, which brings blobs in pieces",
                "Have the proxy in front of the registry pass PATCH, or raise its body limit and leave out --chunk-size."),
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
        NAME_LENGTH(
                Scope.REPOSITORY,
                "the repository name is too long for the registry",
                "Harbor fails on 255 characters: push it under a shorter name."),
        COOKIE(
                Scope.RUN,
                "something on the way adds a session cookie",
                "Harbor takes changes only without one, and salvor sends none: have the proxy in between pass requests as they are."),
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
        CHILD_TWICE(
                Scope.IMAGE,
                "the index lists one of its manifests twice, which Harbor cannot store",
                "Build the index again without the repetition, or push it to a registry that is no Harbor."),
        MANIFEST_FAILS(
                Scope.IMAGE,
                "the registry fails on this manifest, every time",
                "See the registry's log; Harbor does so if the config of an OCI image is no JSON (salvor inspect shows the image)."),
        PULL_POLICY(
                Scope.IMAGE,
                "a policy of the project forbids to pull the image that is there",
                "Nothing is known of its content: see the project's policies on vulnerabilities and signatures."),
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
                .map(error -> String.join(" ", error.code(), once(error.message()), error.detail())
                        .strip())
                .collect(Collectors.joining("; "));
        return new Refusal(RefusalReader.reason(answer), answer.status(), words);
    }

    /** Of a request that uploads: Harbor fails on the longest names, with a bare {@code {}} (harbor-live.md §7). */
    static Refusal ofUpload(RepositoryName repository, String method, Answer answer) {
        if (answer.status() == 405 && method.equals("PATCH")) {
            return of(answer).because(Reason.PATCH_FORBIDDEN);
        }
        Refusal refusal = ofWrite(answer);
        boolean tooLong = answer.status() == 500
                && refusal.words.isEmpty()
                && repository.value().length() >= LONGEST_NAME;
        return tooLong ? refusal.because(Reason.NAME_LENGTH) : refusal;
    }

    /** Of the PUT of a manifest. */
    static Refusal ofManifest(Digest digest, Answer answer) {
        Refusal refusal = ofWrite(answer);
        if (answer.status() == 500 && refusal.reason == Reason.OVERLOADED) {
            return refusal.because(Reason.MANIFEST_FAILS);
        }
        // that the manifest just sent is not found: only then a child is listed twice (harbor-live.md §1)
        boolean missesIt = answer.status() == 404 && refusal.named().contains(digest);
        return missesIt ? refusal.because(Reason.CHILD_TWICE) : refusal;
    }

    /** Distribution in maintenance takes neither POST nor PUT, of anything (protocol.md §5.5). */
    private static Refusal ofWrite(Answer answer) {
        Refusal refusal = of(answer);
        return answer.status() == 405 ? refusal.because(Reason.READ_ONLY) : refusal;
    }

    /** Harbor's authorization says its messages twice: {@code M: M} (protocol.md §3.7). */
    private static String once(String message) {
        int half = message.length() / 2;
        boolean twice = message.length() > 2
                && message.equals(message.substring(0, half - 1) + ": " + message.substring(0, half - 1));
        return twice ? message.substring(0, half - 1) : message;
    }

    /** The same no, where the request says more about its meaning than the answer. */
    Refusal because(Reason better) {
        return new Refusal(better, status, words);
    }

    /** The blobs and manifests that the registry's words name, as those of MANIFEST_BLOB_UNKNOWN do. */
    public Set<Digest> named() {
        return DIGEST.matcher(words)
                .results()
                .flatMap(found -> Digest.tryParse(found.group()).stream())
                .collect(Collectors.toSet());
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
}
