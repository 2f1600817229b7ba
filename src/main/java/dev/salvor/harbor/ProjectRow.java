// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** @param registryId what a proxy cache stands before; 0 for any other project (protocol.md §5.3) */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record ProjectRow(
        @JsonProperty("name") String name,
        @JsonProperty("registry_id") long registryId) {}
