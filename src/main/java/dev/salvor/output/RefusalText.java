// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.ProxySetting;
import dev.salvor.registry.Refusal;
import java.util.Set;

/** What to do about a refusal of the registry, in the words of the command line. */
final class RefusalText {
    private RefusalText() {}

    static String advice(Refusal.Reason reason) {
        return advice(reason, Set.of());
    }

    /** @param repositories of the target that it is about, if that is known */
    static String advice(Refusal.Reason reason, Set<RepositoryName> repositories) {
        return switch (reason) {
            case UNREACHABLE -> "Check the network and the registry, then run the same command again.";
            case TLS ->
                "A certificate was replaced or has ended since the run began: mend that (--ca-file), then run the same command again.";
            case BROKEN_OFF -> "A proxy may cut long requests: see its log, then run the same command again.";
            case TOLD_TO_WAIT ->
                "It limits how much an account may ask for: run the same command again after that time, perhaps with --req-per-sec.";
            case DISK_FULL -> "Free space there, then run the same command again.";
            case READ_ONLY -> "End its read-only or maintenance mode, then run the same command again.";
            case METHOD_FORBIDDEN ->
                "Something in front of the registry may pass only some requests: see its settings.";
            case PATCH_FORBIDDEN ->
                "Have the proxy in front of the registry pass PATCH, or raise its body limit and leave out --chunk-size.";
            case LOGIN -> "Check user and password: salvor tags REGISTRY tries them.";
            case LOGIN_ENDED ->
                "Log in again (for ECR: aws ecr get-login-password, every 12 hours), then run the same command again.";
            case TOKEN_SERVICE -> "That is no word on user and password: see its log, then run the same command again.";
            case PROJECT_MISSING ->
                "Create the project in the registry, or let --create-projects do so, then run the same command again.";
            case QUOTA, NO_ROOM -> "Raise the project's quota, or select fewer images (--include, --newest).";
            case PROXY_PROJECT -> "Nobody can push there: choose another project with a prefix, REGISTRY/PROJECT.";
            case NO_RIGHT -> "Use an account that may push to this repository.";
            case FORBIDDEN ->
                "See its own words: a rule may keep out this tag or content, or this account may lack a right.";
            case FRONT ->
                "Have the firewall or proxy in front of the registry pass this request: it answered with a page, as no registry does.";
            case REPOSITORY_MISSING ->
                "Create it there, then run the same command again (ECR: aws ecr create-repository --repository-name "
                        + first(repositories) + ").";
            case NAME -> "Harbor wants project/name: put a project in front, REGISTRY/PROJECT.";
            case NAME_LENGTH -> "Harbor fails on 255 characters: push it under a shorter name.";
            case COOKIE ->
                "Harbor takes changes only without one, and salvor sends none: have the proxy in between pass requests as they are.";
            case TAG_UNTOLD ->
                "Give this account the right to pull as well; --on-conflict overwrite pushes over whatever is there.";
            case IMMUTABLE -> "Remove the immutability rule, or leave the tag as it is there.";
            case PROTECTED ->
                "Lift the rule for this tag, or use an account that it allows; or leave the tag as it is.";
            case TOO_LARGE ->
                "Raise the body limit of the proxy in front of the registry (" + ProxySetting.BODY_LIMIT + ").";
            case TIMED_OUT ->
                "Raise its time limit (" + ProxySetting.READ_TIMEOUT
                        + "), send less at once (--chunk-size), or see why the registry is slow.";
            case SESSION_LOST ->
                "Several replicas without a common http.secret or storage do so: give them one, or name one of them (--resolve),"
                        + " then run the same command again.";
            case COLLECTING -> "Run the same command again when it has ended.";
            case BLOB_UNKNOWN -> "Run the same command again; if it stays, the registry's storage is damaged.";
            case DIGEST -> "Another client may push the same; run the same command again.";
            case UNLINKED ->
                "Without --same-storage its blobs are sent, and linked. If all images end so, the registry lies over another storage than this.";
            case OTHER_STORAGE ->
                "Delete the named image there, then put the registry on this storage, or leave --same-storage out: blobs are sent then.";
            case CORRUPT_TARGET ->
                "Delete the named blob there and run its garbage collection, then run the same command again.";
            case INVALID -> "See its own words; salvor inspect shows the image.";
            case MANIFEST_SIZE -> "Push it to a registry whose limit is higher; salvor inspect shows what it is.";
            case INDEX_OF_BLOBS ->
                "A build cache can be built again: BuildKit's image-manifest=true writes one that all registries take.";
            case FOREIGN_LAYERS ->
                "Have the registry allow their URLs (distribution: validation.manifests.urls.allow), then run the same command again.";
            case KIND ->
                "Let the registry take this media type (zot takes Docker's with \"compat\": [\"docker2s2\"] below \"http\"), or leave"
                        + " these out; salvor inspect shows what they are.";
            case CHILD_TWICE ->
                "Build the index again without the repetition, or push it to a registry that is no Harbor.";
            case MANIFEST_FAILS ->
                "See the registry's log; Harbor does so if the config of an OCI image is no JSON (salvor inspect shows the image).";
            case PULL_POLICY ->
                "Nothing is known of its content: see the project's policies on vulnerabilities and signatures.";
            case OVERLOADED -> "See its log; run the same command again, perhaps with fewer --jobs.";
            case UNEXPECTED -> "See its own words, and the requests with --verbose.";
            case NO_SPACE ->
                "Free space there, or export less at a time (--include, --newest); what a directory has already is whole, and is skipped.";
            case FILE_SYSTEM -> "See the kernel's log, mend it, then run the same command again: it goes on from here.";
            case NO_READER -> "See what the command behind the pipe says; what it got is cut: write it again.";
            case NO_LINKS ->
                "They need the same file system as the storage, and its files' owner or root: use --link copy, or export elsewhere.";
            case FILE ->
                "See its own words; --layout oci has no tags in the names of files, and without --per repository no repositories.";
        };
    }

    /** Nothing need be quoted for a shell: no repository name has a character that means something there. */
    private static String first(Set<RepositoryName> repositories) {
        String first = repositories.stream()
                .sorted()
                .findFirst()
                .map(RepositoryName::value)
                .orElse("REPOSITORY");
        int others = repositories.size() - 1;
        return first + (others < 1 ? "" : ", and " + Units.count(others, "other"));
    }
}
