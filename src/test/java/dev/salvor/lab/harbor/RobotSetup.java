// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import dev.salvor.lab.harbor.Account.Robot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a robot account may do: nothing, unless said. Rights are {@code resource:action}, as in Harbor's API. */
public final class RobotSetup {
    private final Map<String, Set<Right>> grants = new HashMap<>();

    RobotSetup() {}

    /** For a system robot: {@code catalog:read}, {@code project:create}, {@code quota:list}. */
    public RobotSetup system(String... rights) {
        return project(Robot.SYSTEM, rights);
    }

    /** For a system robot: {@code repository:push}, {@code artifact:list} and so on in all projects, those to come too. */
    public RobotSetup everywhere(String... rights) {
        return project(Robot.ALL_PROJECTS, rights);
    }

    public RobotSetup project(String name, String... rights) {
        Set<Right> granted = grants.computeIfAbsent(name, _ -> new HashSet<>());
        for (String each : rights) {
            granted.add(Right.parse(each));
        }
        return this;
    }

    /** All that a system robot needs for pushing into new and old projects, with preflight and catalog. */
    public RobotSetup pusher() {
        return system("catalog:read", "project:create", "project:list", "quota:read", "quota:list")
                .everywhere(
                        "repository:pull",
                        "repository:push",
                        "repository:list",
                        "repository:read",
                        "artifact:list",
                        "artifact:read",
                        "tag:list",
                        "tag:create",
                        "project:read",
                        "metadata:read");
    }

    Robot robot(String name, String secret) {
        return new Robot(name, secret, grants);
    }
}
