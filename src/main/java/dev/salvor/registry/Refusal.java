// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.BodyText;
import dev.salvor.registry.http.TokenServiceAnswerException;
import dev.salvor.registry.http.TokenServiceException;
import dev.salvor.registry.http.UnusableAnswerException;
import dev.salvor.registry.tls.LastingFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * The registry's no, understood; or that of the file system that images are exported to.
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
        /** The image; and its repository, once the next image there that is refused at all is refused for the same reason. */
        TWICE,
        REPOSITORY,
        PROJECT,
        RUN
    }

    /** What a registry can mean by its no. What to do about it is the business of who tells the user. */
    public enum Reason {
        UNREACHABLE(Scope.RUN, "the registry stays unreachable"),
        TLS(Scope.RUN, "the TLS handshake with the registry fails"),
        BROKEN_OFF(Scope.IMAGE, "the connection broke, every time"),
        TOLD_TO_WAIT(Scope.RUN, "the registry asks to wait longer than a run has patience"),
        DISK_FULL(Scope.RUN, "the registry's disk is full"),
        READ_ONLY(Scope.RUN, "the registry is read-only"),
        METHOD_FORBIDDEN(Scope.REPOSITORY, "this kind of request is not allowed here"),
        PATCH_FORBIDDEN(Scope.IMAGE, "a proxy does not let PATCH through, which brings blobs in pieces"),
        LOGIN(Scope.RUN, "the login is refused"),
        LOGIN_ENDED(Scope.RUN, "the login has ended: its password or token has expired"),
        TOKEN_SERVICE(Scope.IMAGE, "the registry's token service fails"),
        PROJECT_MISSING(Scope.PROJECT, "the project does not exist"),
        QUOTA(Scope.IMAGE, "the project's quota is used up"),
        NO_ROOM(Scope.IMAGE, "the project's quota has no room for it"),
        PROXY_PROJECT(Scope.PROJECT, "the project is a proxy cache"),
        NO_RIGHT(Scope.REPOSITORY, "this account may not do that here"),
        FORBIDDEN(Scope.TWICE, "the registry forbids this request"),
        FRONT(Scope.TWICE, "something in front of the registry answered"),
        REPOSITORY_MISSING(Scope.REPOSITORY, "the repository must be created first"),
        NAME(Scope.REPOSITORY, "the registry does not take this repository name"),
        NAME_LENGTH(Scope.REPOSITORY, "the repository name is too long for the registry"),
        COOKIE(Scope.RUN, "something on the way adds a session cookie"),
        TAG_UNTOLD(Scope.IMAGE, "the registry does not tell whether it has the tag already"),
        IMMUTABLE(Scope.IMAGE, "the tag is immutable"),
        PROTECTED(Scope.IMAGE, "a rule of the registry protects this tag"),
        TOO_LARGE(Scope.IMAGE, "a body is too large for something on the way"),
        TIMED_OUT(Scope.IMAGE, "a proxy did not wait for the registry's answer"),
        SESSION_LOST(Scope.IMAGE, "the registry loses upload sessions"),
        COLLECTING(Scope.IMAGE, "the registry's garbage collection is running"),
        BLOB_UNKNOWN(Scope.IMAGE, "the registry lacks parts that it was given"),
        DIGEST(Scope.IMAGE, "the registry read other bytes than were sent"),
        UNLINKED(Scope.IMAGE, "the registry's storage has no links to its layers in this repository"),
        OTHER_STORAGE(
                Scope.REPOSITORY, "the registry lies over another storage: it took a manifest and lacks its blobs"),
        CORRUPT_TARGET(Scope.IMAGE, "the target's storage is corrupt"),
        INVALID(Scope.IMAGE, "the registry does not take this manifest"),
        MANIFEST_SIZE(Scope.IMAGE, "the manifest has more than 4 MiB, and the registry does not take it"),
        INDEX_OF_BLOBS(
                Scope.IMAGE, "the registry does not take an index whose parts are blobs, as those of a BuildKit cache"),
        FOREIGN_LAYERS(Scope.IMAGE, "the registry does not take this manifest, which has foreign layers"),
        KIND(Scope.IMAGE, "the registry does not take manifests of this kind"),
        CHILD_TWICE(Scope.IMAGE, "the index lists one of its manifests twice, which Harbor cannot store"),
        MANIFEST_FAILS(Scope.IMAGE, "the registry fails on this manifest, every time"),
        PULL_POLICY(Scope.IMAGE, "a policy of the project forbids to pull the image that is there"),
        OVERLOADED(Scope.IMAGE, "the registry fails or is overloaded"),
        UNEXPECTED(Scope.IMAGE, "the registry gave an unexpected answer"),
        NO_SPACE(Scope.RUN, "there is no space for the files"),
        FILE_SYSTEM(Scope.RUN, "the file system takes no files any more"),
        NO_READER(Scope.RUN, "what reads stdout has ended"),
        NO_LINKS(Scope.RUN, "the file system makes no hard links of the storage's files"),
        FILE(Scope.IMAGE, "the file system does not take the files of these");

        private final Scope scope;
        private final String title;

        Reason(Scope scope, String title) {
            this.scope = scope;
            this.title = title;
        }

        public Scope scope() {
            return scope;
        }

        /** Its meaning as a clause: no capital, no full stop, no word of how salvor is called. */
        public String title() {
            return title;
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
        Reason reason = RefusalReader.reason(answer);
        String told = words.isEmpty() ? BodyText.firstLine(answer) : words;
        return new Refusal(reason, answer.status(), reason == Reason.TOLD_TO_WAIT ? withPause(told, answer) : told);
    }

    private static String withPause(String words, Answer answer) {
        String again = answer.isWaitedFor() ? ", again and again, and nothing succeeded in between" : "";
        return (words + " Retry-After: " + answer.header("retry-after").orElse("") + again).strip();
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
        Optional<Reason> rule = ManifestRules.reason(answer, refusal.reason);
        if (rule.isPresent()) {
            return refusal.because(rule.get());
        }
        if (answer.status() == 500 && refusal.reason == Reason.OVERLOADED) {
            return refusal.because(Reason.MANIFEST_FAILS);
        }
        // that the manifest just sent is not found: only then a child is listed twice (harbor-live.md §1)
        boolean missesIt = answer.status() == 404 && refusal.named().contains(digest);
        if (missesIt) {
            return refusal.because(Reason.CHILD_TWICE);
        }
        return missesParts(answer) ? refusal.because(Reason.BLOB_UNKNOWN) : refusal;
    }

    /** Codes of questions, with which some registries say what distribution calls MANIFEST_BLOB_UNKNOWN. */
    private static boolean missesParts(Answer answer) {
        return (answer.status() == 400 || answer.status() == 404)
                && Stream.of("MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN", "MANIFEST_UNKNOWN")
                        .anyMatch(answer::hasError);
    }

    /** Distribution in maintenance takes neither POST nor PUT, of anything (protocol.md §5.5). */
    private static Refusal ofWrite(Answer answer) {
        Refusal refusal = of(answer);
        return answer.status() == 405 && refusal.reason == Reason.METHOD_FORBIDDEN
                ? refusal.because(Reason.READ_ONLY)
                : refusal;
    }

    /** Harbor's authorization says its messages twice: {@code M: M} (protocol.md §3.7). */
    private static String once(String message) {
        int half = message.length() / 2;
        boolean twice = message.length() > 2
                && message.equals(message.substring(0, half - 1) + ": " + message.substring(0, half - 1));
        return twice ? message.substring(0, half - 1) : message;
    }

    /** The same no, where the request says more about its meaning than the answer. */
    public Refusal because(Reason better) {
        return new Refusal(better, status, words);
    }

    /** Whether this no to a question, such as a HEAD, leaves open what a push would meet: not everybody who may push may look. */
    public boolean leavesPushOpen() {
        return switch (reason) {
            case NO_RIGHT, FORBIDDEN, FRONT, METHOD_FORBIDDEN, REPOSITORY_MISSING, UNEXPECTED -> status != 0;
            default -> false;
        };
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
        if (failure instanceof TokenServiceAnswerException service) {
            boolean asksToWait = of(service.answer()).reason == Reason.TOLD_TO_WAIT;
            String words = failure.getMessage() + (asksToWait ? " " + withPause("", service.answer()) : "");
            return new Refusal(asksToWait ? Reason.TOLD_TO_WAIT : Reason.TOKEN_SERVICE, 0, words);
        }
        if (failure instanceof UnusableAnswerException) {
            return new Refusal(Reason.UNEXPECTED, 0, describe(failure));
        }
        Optional<SSLException> handshake = LastingFailure.in(failure);
        if (handshake.isPresent()) {
            String where = failure instanceof TokenServiceException service
                    ? "the token service " + service.realm().getRawAuthority()
                    : "the registry";
            return new Refusal(
                    Reason.TLS, 0, TlsFailure.of(where, handshake.get()).message());
        }
        return new Refusal(reachable ? Reason.BROKEN_OFF : Reason.UNREACHABLE, 0, describe(failure));
    }

    private static String describe(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
