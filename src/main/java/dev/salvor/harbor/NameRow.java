// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A row of any list, of which the name is enough. @param name null if Harbor leaves it out */
@JsonIgnoreProperties(ignoreUnknown = true)
record NameRow(String name) {}
