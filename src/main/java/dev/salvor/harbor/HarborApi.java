// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Harbor's REST API v2.0 (goharbor/harbor, api/v2.0/swagger.yaml). */
@Path("/api/v2.0")
@Produces(MediaType.APPLICATION_JSON)
interface HarborApi {

    /** Answers anybody; the version is in it only for a login that is right (harbor-live.md §2). */
    @GET
    @Path("/systeminfo")
    SystemInfo systemInfo(@HeaderParam("Authorization") String authorization);
}
