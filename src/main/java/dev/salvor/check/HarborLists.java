// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.harbor.ApiAnswer;
import dev.salvor.harbor.ApiRows;
import dev.salvor.harbor.ProjectFacts;
import dev.salvor.harbor.Quota;
import dev.salvor.image.RepositoryName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Harbor says of many projects at once.
 *
 * @param samples one repository of each project in question
 * @param grants what the token service grants there
 * @param listed the projects that the account sees
 * @param visible the same, and those that were asked for one by one since the list is too long
 * @param quotas of all projects
 */
record HarborLists(
        Map<String, RepositoryName> samples,
        Map<RepositoryName, Set<String>> grants,
        ApiAnswer<ApiRows<ProjectFacts>> listed,
        Map<String, ProjectFacts> visible,
        ApiAnswer<ApiRows<Quota>> quotas) {

    PushRight right(String project) {
        Set<String> actions = grants.get(samples.get(project));
        if (actions == null) {
            return PushRight.UNKNOWN;
        }
        return actions.contains("push") ? PushRight.GRANTED : PushRight.DENIED;
    }

    /** The project as the list has it. */
    Optional<ProjectFacts> seen(String project) {
        return Optional.ofNullable(visible.get(project));
    }

    /** Unlimited if all quotas are known and this project has none. */
    Optional<Quota> quota(String project) {
        return quotas.given()
                .flatMap(listing -> Optional.ofNullable(listing.rows().get(project))
                        .or(() -> listing.complete() ? Optional.of(Quota.unlimited()) : Optional.empty()));
    }

    /** Whether something is there without being seen: the account has a right in it, or it has a quota. */
    boolean provesPresence(String project) {
        return !grants.getOrDefault(samples.get(project), Set.of()).isEmpty()
                || quotas.given()
                        .map(listing -> listing.rows().containsKey(project))
                        .orElse(false);
    }

    /**
     * Who may list quotas sees one of every project, unless they are switched off or were when a project was made. So what is
     * neither there nor among the projects, and gives no right to this account, does not exist; nobody need be asked for it.
     */
    boolean provesAbsence(String project) {
        return !provesPresence(project)
                && grants.containsKey(samples.get(project))
                && listed instanceof ApiAnswer.Given<ApiRows<ProjectFacts>>(ApiRows<ProjectFacts> projects)
                && quotas instanceof ApiAnswer.Given<ApiRows<Quota>>(ApiRows<Quota> all)
                && projects.complete()
                && all.complete()
                && !all.rows().isEmpty()
                && all.rows().keySet().containsAll(projects.rows().keySet());
    }
}
