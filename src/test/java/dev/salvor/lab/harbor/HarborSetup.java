// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import dev.salvor.lab.harbor.Account.User;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How a Harbor is to be; {@link HarborServer#builder} begins one. */
public final class HarborSetup {
    private final State state = new State();
    private Optional<Path> storage = Optional.empty();
    private final List<ProjectSetup> projects = new ArrayList<>();
    private InstantSource clock = InstantSource.system();
    private int users;

    HarborSetup() {}

    /** Becomes the rootdirectory of the registry behind; without it there is a directory that goes with the server. */
    public HarborSetup storage(Path root) {
        storage = Optional.of(root);
        return this;
    }

    /** By which tokens begin and end, and projects begin. */
    public HarborSetup clock(InstantSource time) {
        clock = time;
        return this;
    }

    public HarborSetup admin(String name, String password) {
        state.add(new User(++users, name, password, true));
        return this;
    }

    public HarborSetup user(String name, String password) {
        state.add(new User(++users, name, password, false));
        return this;
    }

    /** @param name in full: {@code robot$name} of the system, {@code robot$project+name} of a project */
    public HarborSetup robot(String name, String secret, UnaryOperator<RobotSetup> rights) {
        state.add(rights.apply(new RobotSetup()).robot(name, secret));
        return this;
    }

    /** A private project. */
    public HarborSetup project(String name) {
        return project(name, UnaryOperator.identity());
    }

    public HarborSetup project(String name, UnaryOperator<ProjectSetup> setup) {
        projects.add(setup.apply(new ProjectSetup(name)));
        return this;
    }

    public HarborServer start() {
        projects.forEach(project -> project.addTo(state, clock.instant()));
        return new HarborServer(state, storage, clock);
    }
}
