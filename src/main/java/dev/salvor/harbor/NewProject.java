// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A project to be made. Without a limit in it, it gets the default of the system. */
@RegisterForReflection
record NewProject(
        @JsonProperty("project_name") String name,
        @JsonProperty("metadata") Metadata metadata) {

    /** @param open a string: a boolean is 422 (harbor-live.md §9) */
    @RegisterForReflection
    record Metadata(@JsonProperty("public") String open) {}

    static NewProject of(String name, boolean open) {
        return new NewProject(name, new Metadata(Boolean.toString(open)));
    }
}
