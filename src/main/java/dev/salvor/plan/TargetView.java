// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Referrers;
import dev.salvor.registry.RefusedException;
import dev.salvor.source.ScannedTag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a target has already, as far as a plan must know it. All methods may block, and may be called from many threads. */
public interface TargetView {

    /** A target that has nothing, and is asked for nothing: everything is missing there. */
    TargetView NOTHING = new TargetView() {
        @Override
        public Set<RepositoryName> known() {
            return Set.of();
        }

        @Override
        public Compared compare(RepositoryName target, List<ScannedTag> tags) {
            return Compared.Answered.noRepository(tags);
        }

        @Override
        public boolean comparesContent() {
            return false;
        }

        @Override
        public ManifestState state(RepositoryName target, Reference reference) {
            return new ManifestState.Absent();
        }
    };

    /**
     * Repositories that are there for certain; there may be more (rule 9).
     *
     * @throws Failure if the target cannot be used any more
     */
    Set<RepositoryName> known();

    /**
     * Compares one repository.
     *
     * @throws RefusedException if the target does not tell
     * @throws Failure if it cannot be used any more
     */
    Compared compare(RepositoryName target, List<ScannedTag> tags) throws RefusedException, InterruptedException;

    /** Whether tags that are on both sides have the same content, not only the same name. */
    boolean comparesContent();

    /** Whether it may list tags that it cannot serve: see {@link GhostTags}. Only who serves can. */
    default boolean mayListGhosts() {
        return false;
    }

    /** What it has under a tag or a digest. */
    ManifestState state(RepositoryName target, Reference reference) throws RefusedException;

    /** Whether it tells by itself what refers to a manifest; else a tag lists that. Where nobody is asked, none is made. */
    default boolean listsReferrers(RepositoryName target, Digest subject) throws RefusedException {
        return true;
    }

    /**
     * What such a tag lists there.
     *
     * @param known the digest of what the source has under it
     */
    default Referrers.Listed list(RepositoryName target, Tag tag, Optional<Digest> known) throws RefusedException {
        return new Referrers.Listed.Absent();
    }

    /** The same for some repositories; all others are taken to be empty, and not asked for. */
    default TargetView only(Predicate<RepositoryName> some) {
        TargetView all = this;
        return new TargetView() {
            @Override
            public Set<RepositoryName> known() {
                return Set.of();
            }

            @Override
            public Compared compare(RepositoryName target, List<ScannedTag> tags)
                    throws RefusedException, InterruptedException {
                return (some.test(target) ? all : NOTHING).compare(target, tags);
            }

            @Override
            public boolean comparesContent() {
                return all.comparesContent();
            }

            @Override
            public boolean mayListGhosts() {
                return all.mayListGhosts();
            }

            @Override
            public ManifestState state(RepositoryName target, Reference reference) throws RefusedException {
                return all.state(target, reference);
            }

            @Override
            public boolean listsReferrers(RepositoryName target, Digest subject) throws RefusedException {
                return all.listsReferrers(target, subject);
            }

            @Override
            public Referrers.Listed list(RepositoryName target, Tag tag, Optional<Digest> known)
                    throws RefusedException {
                return all.list(target, tag, known);
            }
        };
    }
}
