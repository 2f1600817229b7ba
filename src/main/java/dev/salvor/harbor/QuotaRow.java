// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/** The quota of something, a project as a rule. What Harbor leaves out is null. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record QuotaRow(
        @JsonProperty("ref") Reference reference,
        @JsonProperty("hard") Amounts hard,
        @JsonProperty("used") Amounts used) {

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Reference(@JsonProperty("name") String name) {}

    /** @param storage in bytes; -1 for no limit */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Amounts(@JsonProperty("storage") long storage) {}

    Optional<Quota> quota() {
        return hard == null || used == null ? Optional.empty() : Optional.of(new Quota(hard.storage(), used.storage()));
    }

    Optional<String> project() {
        return Optional.ofNullable(reference).map(Reference::name);
    }
}
