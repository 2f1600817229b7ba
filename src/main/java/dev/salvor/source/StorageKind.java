// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import java.nio.file.Path;

/** Who wrote a storage, as far as that decides whether its files say all: some registries keep their tags elsewhere. */
public sealed interface StorageKind {

    /** A registry whose files are the truth, as far as can be seen. */
    record Plain() implements StorageKind {}

    /**
     * GitLab's registry since its metadata database is in use: the tags on disk are those from before, or none.
     *
     * @param lock the file that says so
     */
    record DatabaseBacked(Path lock) implements StorageKind {}

    /** OpenShift's integrated registry: its tags are image streams, objects of the cluster. */
    record ImageStreams() implements StorageKind {}

    /**
     * A registry that mirrors another one: it holds what somebody pulled through it.
     *
     * @param state the file that says so
     */
    record PullThroughCache(Path state) implements StorageKind {}

    /** Whether the tags on disk are not the ones that the registry serves. */
    default boolean keepsTagsElsewhere() {
        return switch (this) {
            case DatabaseBacked _, ImageStreams _ -> true;
            case Plain _, PullThroughCache _ -> false;
        };
    }

    /** A sentence or two on what that means for the images; empty if there is nothing to say. */
    default String meaning() {
        return switch (this) {
            case Plain _ -> "";
            case DatabaseBacked(Path lock) ->
                "'" + lock
                        + "' says that this registry (GitLab's) keeps its tags in a database. The tags on disk are those from"
                        + " before it was used: they may be stale, and newer images may have none.";
            case ImageStreams _ ->
                "This looks like the storage of OpenShift's integrated registry: no repository has a tag, since tags are image"
                        + " streams there, objects of the cluster.";
            case PullThroughCache(Path state) ->
                "'" + state
                        + "' says that this registry is a pull-through cache: it holds only what was pulled through it, images"
                        + " in part as well.";
        };
    }

    /** What helps; empty if nothing needs to be done. */
    default String advice() {
        return switch (this) {
            case Plain _, PullThroughCache _ -> "";
            case DatabaseBacked _ ->
                "Start that registry read-only with its database, or take a dump of it: its table tags says which digest has"
                        + " which tag. If the tags on disk are what is wanted: --ignore-untagged.";
            case ImageStreams _ ->
                "The cluster, or a backup of its etcd, has the names: oc get imagestreams -A -o json. If this is known:"
                        + " --ignore-untagged.";
        };
    }
}
