// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A project with its members, rules and repositories. */
final class Project {
    /** The {@code registry_id} of a project that is no proxy cache. */
    static final long NO_PROXY = 0;

    private final long id;
    private final String name;
    private final boolean open;
    private final long registryId;
    private final ProjectQuota quota;
    private final Instant created;
    private final Map<String, Role> members = new ConcurrentHashMap<>();
    private final List<String> immutableTags = new CopyOnWriteArrayList<>();
    private final Map<String, Repository> repositories = new ConcurrentHashMap<>();

    Project(long id, String name, boolean open, long registryId, long limit, Instant created) {
        this.id = id;
        this.name = name;
        this.open = open;
        this.registryId = registryId;
        this.quota = new ProjectQuota(limit);
        this.created = created;
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    boolean isPublic() {
        return open;
    }

    boolean isProxyCache() {
        return registryId != NO_PROXY;
    }

    long registryId() {
        return registryId;
    }

    ProjectQuota quota() {
        return quota;
    }

    Instant created() {
        return created;
    }

    void member(String user, Role role) {
        members.put(user, role);
    }

    Optional<Role> role(String user) {
        return Optional.ofNullable(members.get(user));
    }

    /** @param pattern of tags, {@code *} for any characters, in all repositories */
    void makeImmutable(String pattern) {
        immutableTags.add(pattern);
    }

    boolean isImmutable(String tag) {
        return immutableTags.stream()
                .anyMatch(pattern -> tag.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E"));
    }

    /** @param repository with the project */
    Optional<Repository> repository(String repository) {
        return Optional.ofNullable(repositories.get(repository));
    }

    Repository repositoryOrNew(String repository, long newId) {
        return repositories.computeIfAbsent(repository, each -> new Repository(newId, each));
    }

    void delete(Repository repository) {
        repositories.remove(repository.name());
    }

    Collection<Repository> repositories() {
        return List.copyOf(repositories.values());
    }
}
