// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import dev.salvor.lab.harbor.Account.User;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** All that Harbor keeps in its database. */
final class State {
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Set<String> disabled = ConcurrentHashMap.newKeySet();
    private final Map<String, Project> projects = new ConcurrentSkipListMap<>();
    private final Map<String, Long> blobs = new ConcurrentHashMap<>();
    /** HarborNames of registries that proxy caches may stand before. */
    private final Map<Long, String> registries = new ConcurrentSkipListMap<>();

    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong projectIds = new AtomicLong();
    private volatile boolean readOnly;
    private volatile boolean onlyAdminsCreateProjects;

    long nextId() {
        return ids.incrementAndGet();
    }

    long nextProjectId() {
        return projectIds.incrementAndGet();
    }

    void add(Account account) {
        accounts.put(account.name(), account);
    }

    /** @param off whether it cannot log in from now on */
    void disable(String account, boolean off) {
        if (off) {
            disabled.add(account);
        } else {
            disabled.remove(account);
        }
    }

    /** Empty for a wrong login of any kind. */
    Optional<Account> login(String name, String secret) {
        return Optional.ofNullable(accounts.get(name))
                .filter(account -> account.secret().equals(secret) && !disabled.contains(name));
    }

    Optional<Account> account(String name) {
        return Optional.ofNullable(accounts.get(name));
    }

    Optional<Project> project(String name) {
        return Optional.ofNullable(projects.get(name));
    }

    Optional<Project> project(long id) {
        return projects.values().stream().filter(each -> each.id() == id).findFirst();
    }

    /** Who belongs to a project that nobody in particular made: an administrator is no member of what others make. */
    List<String> admins() {
        return accounts.values().stream()
                .filter(account -> account instanceof User user && user.admin())
                .map(Account::name)
                .toList();
    }

    /** @throws HttpRefusal 409 if there is one of that name */
    void add(Project project) {
        if (projects.putIfAbsent(project.name(), project) != null) {
            throw new HttpRefusal(409, "CONFLICT", "The project named " + project.name() + " already exists");
        }
    }

    void delete(Project project) {
        projects.remove(project.name());
    }

    /** By name. */
    Collection<Project> projects() {
        return List.copyOf(projects.values());
    }

    Optional<Repository> repository(String name) {
        return project(HarborNames.project(name)).flatMap(project -> project.repository(name));
    }

    /** Blobs and manifests of all projects. HEAD of a blob that is not among these never reaches the registry (08 "HEAD missing"). */
    void know(String digest, long size) {
        blobs.merge(digest, size, Math::max);
    }

    Optional<Long> sizeOfKnown(String digest) {
        return Optional.ofNullable(blobs.get(digest));
    }

    /** @return its id */
    long addRegistry(String name) {
        long id = registries.size() + 1L;
        registries.put(id, name);
        return id;
    }

    Optional<String> registry(long id) {
        return Optional.ofNullable(registries.get(id));
    }

    boolean isReadOnly() {
        return readOnly;
    }

    void readOnly(boolean on) {
        readOnly = on;
    }

    boolean onlyAdminsCreateProjects() {
        return onlyAdminsCreateProjects;
    }

    void onlyAdminsCreateProjects(boolean on) {
        onlyAdminsCreateProjects = on;
    }
}
