// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a project is to be: private, without a limit and without members, unless said otherwise. */
public final class ProjectSetup {
    private final String name;
    private final Map<String, Role> members = new LinkedHashMap<>();
    private final List<String> immutable = new ArrayList<>();
    private boolean open;
    private boolean proxyCache;
    private long limit = ProjectQuota.UNLIMITED;

    ProjectSetup(String name) {
        this.name = name;
    }

    /** Everybody may pull. */
    public ProjectSetup publicly() {
        open = true;
        return this;
    }

    /** In bytes. */
    public ProjectSetup quota(long bytes) {
        limit = bytes;
        return this;
    }

    public ProjectSetup member(String user, Role role) {
        members.put(user, role);
        return this;
    }

    /** @param tags a pattern, {@code *} for any characters */
    public ProjectSetup immutable(String tags) {
        immutable.add(tags);
        return this;
    }

    /** Nobody may push. */
    public ProjectSetup proxyCache() {
        proxyCache = true;
        return this;
    }

    void addTo(State state, Instant created) {
        long registry = proxyCache ? state.addRegistry(name) : Project.NO_PROXY;
        Project project = new Project(state.nextProjectId(), name, open, registry, limit, created);
        state.admins().forEach(admin -> project.member(admin, Role.PROJECT_ADMIN));
        members.forEach(project::member);
        immutable.forEach(project::makeImmutable);
        state.add(project);
    }
}
