// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** What Harbor's REST API says of its content: 100 rows a page at most, from page 1 on (protocol.md §5.3). */
@Path("/api/v2.0/projects")
@Produces(MediaType.APPLICATION_JSON)
interface ContentApi {

    /** @param isName true: a project's name may be a number */
    @GET
    @Path("/{project}/repositories")
    RestResponse<List<NameRow>> repositories(
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("X-Is-Resource-Name") boolean isName,
            @PathParam("project") String project,
            @QueryParam("page") int page,
            @QueryParam("page_size") int pageSize);

    /** @param repository without its project, encoded once: the client encodes it again, as nginx and Harbor want it */
    @GET
    @Path("/{project}/repositories/{repository}/artifacts")
    RestResponse<List<ArtifactRow>> artifacts(
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("X-Is-Resource-Name") boolean isName,
            @PathParam("project") String project,
            @PathParam("repository") String repository,
            @QueryParam("with_tag") boolean withTag,
            @QueryParam("page") int page,
            @QueryParam("page_size") int pageSize);
}
