// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A row of any list, of which the name is enough. @param name null if Harbor leaves it out */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record NameRow(String name) {}
