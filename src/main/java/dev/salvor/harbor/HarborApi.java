// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Harbor's REST API v2.0 (goharbor/harbor, api/v2.0/swagger.yaml): 100 rows a page at most, from page 1 on (protocol.md §5.3).
 * Every answer above 399 is an exception.
 */
@Path("/api/v2.0")
@Produces(MediaType.APPLICATION_JSON)
interface HarborApi {

    /** Answers anybody; the version is in it only for a login that is right (harbor-live.md §2). */
    @GET
    @Path("/systeminfo")
    RestResponse<SystemInfo> systemInfo(@HeaderParam("Authorization") String authorization);

    /** Those that the account may see. @param query such as {@code name=exact}; null for all */
    @GET
    @Path("/projects")
    RestResponse<List<ProjectRow>> projects(
            @HeaderParam("Authorization") String authorization,
            @QueryParam("page") int page,
            @QueryParam("page_size") int size,
            @QueryParam("q") String query);

    /** 200 or 404 for every login, member or not (harbor-live.md §9). */
    @HEAD
    @Path("/projects")
    RestResponse<Void> exists(
            @HeaderParam("Authorization") String authorization, @QueryParam("project_name") String project);

    /** @param isName else a name of digits is an id */
    @GET
    @Path("/projects/{project}/summary")
    RestResponse<ProjectSummary> summary(
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("X-Is-Resource-Name") boolean isName,
            @PathParam("project") String project);

    /** For administrators, and system robots that may list quotas. */
    @GET
    @Path("/quotas")
    RestResponse<List<QuotaRow>> quotas(
            @HeaderParam("Authorization") String authorization,
            @QueryParam("page") int page,
            @QueryParam("page_size") int size);

    @POST
    @Path("/projects")
    @Consumes(MediaType.APPLICATION_JSON)
    RestResponse<Void> create(@HeaderParam("Authorization") String authorization, NewProject project);

    /** @param isName else a name of digits is an id */
    @GET
    @Path("/projects/{project}/repositories")
    RestResponse<List<NameRow>> repositories(
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("X-Is-Resource-Name") boolean isName,
            @PathParam("project") String project,
            @QueryParam("page") int page,
            @QueryParam("page_size") int pageSize);

    /** @param repository without its project, encoded once: the client encodes it again, as nginx and Harbor want it */
    @GET
    @Path("/projects/{project}/repositories/{repository}/artifacts")
    RestResponse<List<ArtifactRow>> artifacts(
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("X-Is-Resource-Name") boolean isName,
            @PathParam("project") String project,
            @PathParam("repository") String repository,
            @QueryParam("with_tag") boolean withTag,
            @QueryParam("page") int page,
            @QueryParam("page_size") int pageSize);
}
