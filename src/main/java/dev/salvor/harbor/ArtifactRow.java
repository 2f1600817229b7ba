// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** An artifact. @param tags null if it has none */
@JsonIgnoreProperties(ignoreUnknown = true)
record ArtifactRow(String digest, List<NameRow> tags) {}
