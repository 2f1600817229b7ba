// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Harbor about itself.
 *
 * @param harborVersion like {@code v2.15.2-0a1b2c3d}; null for anybody who is not logged in
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SystemInfo(@JsonProperty("harbor_version") String harborVersion) {}
