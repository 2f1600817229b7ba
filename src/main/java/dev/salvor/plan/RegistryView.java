// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.Catalog;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Referrers;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.source.ScannedTag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a registry has. A project that Harbor lacks is asked for once. */
public final class RegistryView implements TargetView {
    private final RegistryConnection connection;
    private final ComparePolicy policy;
    private final RepositoryComparer comparer;
    private final Set<String> missingProjects = ConcurrentHashMap.newKeySet();

    /** @param digests spares the HEADs of a comparison by digest */
    public RegistryView(RegistryConnection connection, ComparePolicy policy, TagDigests digests) {
        this.connection = connection;
        this.policy = policy;
        this.comparer = new RepositoryComparer(connection.registry(), policy, digests, connection.isHarbor());
    }

    /** From the catalog, which proves presence, never absence (rule 9): it tells which may hold parts of an interrupted run. */
    @Override
    public Set<RepositoryName> known() {
        try {
            return switch (connection.registry().catalog()) {
                case Catalog.Readable(Set<RepositoryName> known) -> known;
                case Catalog.Withheld _ -> Set.of();
            };
        } catch (RefusedException e) {
            endIfFatal(e);
            return Set.of();
        }
    }

    @Override
    public Compared compare(RepositoryName target, List<ScannedTag> tags)
            throws RefusedException, InterruptedException {
        if (missingProjects.contains(target.project())) {
            return new Compared.ProjectMissing();
        }
        try {
            return comparer.compare(target, tags);
        } catch (RefusedException e) {
            endIfFatal(e);
            if (connection.isHarbor() && e.refusal().reason() == Refusal.Reason.PROJECT_MISSING) {
                missingProjects.add(target.project());
                return new Compared.ProjectMissing();
            }
            throw e;
        }
    }

    @Override
    public boolean comparesContent() {
        return policy.byDigest();
    }

    /** Harbor answers tags/list from its database, where a tag is whole or not at all; a comparison by digest has asked already. */
    @Override
    public boolean mayListGhosts() {
        return !policy.byDigest() && !connection.isHarbor();
    }

    @Override
    public ManifestState state(RepositoryName target, Reference reference) throws RefusedException {
        return connection.registry().manifest(target, reference);
    }

    @Override
    public boolean listsReferrers(RepositoryName target, Digest subject) throws RefusedException {
        return connection.registry().referrers().areListed(target, subject);
    }

    @Override
    public Referrers.Listed list(RepositoryName target, Tag tag, Optional<Digest> known) throws RefusedException {
        return connection.registry().referrers().list(target, tag, known);
    }

    /** Before anything was sent, a refusal of everything is the end and no report. */
    private void endIfFatal(RefusedException refused) {
        Refusal refusal = refused.refusal();
        String message =
                connection.endpoint().authority() + ": " + refusal.reason().title() + " (" + refusal.words() + ")";
        switch (refusal.reason()) {
            case LOGIN, LOGIN_ENDED -> throw new Failure.Denied(message, refused);
            case UNREACHABLE, TLS -> throw new Failure.Unavailable(message, refused);
            default -> {}
        }
    }
}
