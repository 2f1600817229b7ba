// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Blob;
import dev.salvor.image.RepositoryName;
import dev.salvor.operation.SampleReports;
import dev.salvor.plan.Plan;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemandTest {
    /** Of the sample images every manifest has 100 bytes. */
    private static final long MANIFEST = 100;

    private final Blob shared = new Blob(SampleReports.digest("shared"), 5_000);
    private final Blob own = new Blob(SampleReports.digest("own"), 300);

    @Test
    void aProjectPaysForEachBlobAndManifestOnce() {
        Plan plan = SampleReports.plan(
                SampleReports.image("s/a:1", "p/a", shared, own),
                SampleReports.image("s/b:1", "p/b", shared),
                SampleReports.image("s/b:1", "p/c", shared),
                SampleReports.image("s/a:1", "q/a", shared));
        assertThat(Demand.of(plan).bytes()).isEqualTo(Map.of("p", 5_000 + 300 + 2 * MANIFEST, "q", 5_000 + MANIFEST));
    }

    @Test
    void theRightsInAProjectAreAskedForWithItsShortestName() {
        Plan plan = SampleReports.plan(
                SampleReports.image("s/a:1", "p/longer/name", own),
                SampleReports.image("s/a:2", "p/short", own),
                SampleReports.image("s/a:3", "alpine", own),
                SampleReports.image("s/a:4", "no__project/a", own));
        assertThat(Demand.of(plan).samples()).isEqualTo(Map.of("p", new RepositoryName("p/short")));
    }
}
