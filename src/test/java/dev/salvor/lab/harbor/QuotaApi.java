// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.Comparator;

/** Quotas (13). A quota has its project's id. */
final class QuotaApi {
    private final State state;

    QuotaApi(State state) {
        this.state = state;
    }

    HttpAnswer list(Call call) {
        call.require(Right.LIST_QUOTAS);
        String project = call.request().parameter("reference_id").orElse("");
        boolean byUsage = call.request().parameter("sort").orElse("").equals("-used.storage");
        Comparator<Project> order =
                byUsage ? Comparator.comparing(each -> each.quota().used()) : Comparator.comparing(Project::id);
        return Paging.page(
                call.request(),
                state.projects().stream()
                        .filter(each -> project.isEmpty() || project.equals(Long.toString(each.id())))
                        .sorted(order.reversed())
                        .map(Documents::quota)
                        .toList());
    }

    HttpAnswer get(Call call) {
        call.require(Right.READ_QUOTA);
        return HttpAnswer.api(Documents.quota(find(call)));
    }

    /** Below the usage is allowed, 0 is not. */
    HttpAnswer update(Call call) {
        call.requireAdmin();
        long limit = call.json().path("hard").path("storage").asLong();
        if (limit == 0 || limit < ProjectQuota.UNLIMITED) {
            throw HttpRefusal.badRequest("invalid non-positive value for quota limit, value=" + limit);
        }
        find(call).quota().limit(limit);
        return HttpAnswer.of(200);
    }

    private Project find(Call call) {
        String id = call.argument(0);
        return state.projects().stream()
                .filter(project -> Long.toString(project.id()).equals(id))
                .findFirst()
                .orElseThrow(() -> HttpRefusal.notFound("quota " + id + " not found"));
    }
}
