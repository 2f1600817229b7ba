// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import dev.salvor.lab.harbor.Account.Robot;
import dev.salvor.lab.harbor.Account.User;
import java.time.Duration;
import java.util.Set;

/** Who may do what. */
final class Rights {
    /** A token that was issued so long before its project was made counts for nothing there (protocol.md §4.2). */
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    private static final Set<Right> PUBLIC = Set.of(
            Right.PULL,
            Right.LIST_REPOSITORIES,
            Right.READ_REPOSITORY,
            Right.LIST_ARTIFACTS,
            Right.READ_ARTIFACT,
            Right.LIST_TAGS,
            Right.READ_PROJECT);

    private Rights() {}

    static boolean may(Caller caller, Project project, Right right) {
        return switch (caller) {
            case Caller.Anonymous() -> isPublic(project, right);
            case Caller.LoggedIn(User user) ->
                user.admin()
                        || isPublic(project, right)
                        || project.role(user.name())
                                .map(role -> role.may(right))
                                .orElse(false);
            case Caller.LoggedIn(Robot robot) ->
                isPublic(project, right) || robot.may(project.name(), right) || robot.may(Robot.ALL_PROJECTS, right);
            case Caller.Bearer(Claims token) ->
                token.may(project, right)
                        && !token.issued().isBefore(project.created().minus(LEEWAY));
        };
    }

    private static boolean isPublic(Project project, Right right) {
        return project.isPublic() && PUBLIC.contains(right);
    }

    /** A right on the whole system. */
    static boolean may(Caller caller, Right right) {
        return switch (caller) {
            case Caller.Anonymous(), Caller.Bearer _ -> false;
            case Caller.LoggedIn(User user) -> user.admin();
            case Caller.LoggedIn(Robot robot) -> robot.may(Robot.SYSTEM, right);
        };
    }

    static boolean isAdmin(Caller caller) {
        return caller instanceof Caller.LoggedIn(User user) && user.admin();
    }

    /** Whether the project list shows it. */
    static boolean sees(Caller caller, Project project) {
        return switch (caller) {
            case Caller.Anonymous(), Caller.Bearer _ -> project.isPublic();
            case Caller.LoggedIn(User user) ->
                user.admin() || project.isPublic() || project.role(user.name()).isPresent();
            case Caller.LoggedIn(Robot robot) ->
                project.isPublic()
                        || robot.grants().containsKey(project.name())
                        || robot.grants().containsKey(Robot.ALL_PROJECTS);
        };
    }
}
