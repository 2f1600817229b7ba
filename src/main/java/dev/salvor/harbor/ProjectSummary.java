// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A project in short.
 *
 * @param quota null for who may not know it
 * @param registry what a proxy cache stands before; null for any other project
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record ProjectSummary(
        @JsonProperty("quota") QuotaRow quota,
        @JsonProperty("registry") JsonNode registry) {}
