// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.image.Digest;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import java.util.Optional;

/** What an address means. Repositories have the names under which they are served. */
sealed interface Route {

    /** Whether this is a registry. */
    record Version() implements Route {}

    record OfManifest(RepositoryName repository, Reference reference) implements Route {}

    record OfBlob(RepositoryName repository, Digest digest) implements Route {}

    record OfTags(RepositoryName repository, Page page) implements Route {}

    record OfRepositories(Page page) implements Route {}

    /** @param artifactType empty for those of all types */
    record OfReferrers(RepositoryName repository, Digest subject, Optional<String> artifactType) implements Route {}

    /** Whether the process works. */
    record Live() implements Route {}

    /** Whether it can answer. */
    record Ready() implements Route {}

    /** Nothing that there could be. */
    record Wrong(Complaint complaint) implements Route {}
}
