// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** An artifact. @param tags null if it has none */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record ArtifactRow(String digest, List<NameRow> tags) {}
