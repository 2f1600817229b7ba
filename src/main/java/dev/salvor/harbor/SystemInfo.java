// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Harbor about itself.
 *
 * @param authMode like {@code db_auth}; the one thing here that everybody is told: without it, this is not Harbor's
 * @param harborVersion like {@code v2.15.2-0a1b2c3d}; null for anybody who is not logged in, as all that follows
 * @param creation {@code adminonly} or {@code everyone}
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record SystemInfo(
        @JsonProperty("auth_mode") String authMode,
        @JsonProperty("harbor_version") String harborVersion,
        @JsonProperty("read_only") boolean readOnly,
        @JsonProperty("project_creation_restriction") String creation) {}
