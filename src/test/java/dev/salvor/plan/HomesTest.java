// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import org.junit.jupiter.api.Test;

class HomesTest {
    private static final Digest BLOB = Digest.parse("sha256:" + "b0".repeat(32));
    private static final RepositoryName FAR = new RepositoryName("far/app");
    private static final RepositoryName NEAR = new RepositoryName("near/app");
    private static final RepositoryName TARGET = new RepositoryName("near/new");

    private final Homes homes = new Homes();

    @Test
    void aHomeInTheSameProjectIsPreferred() {
        homes.add(BLOB, FAR);
        assertThat(homes.nearest(BLOB, TARGET)).contains(FAR);
        homes.add(BLOB, NEAR);
        assertThat(homes.nearest(BLOB, TARGET)).contains(NEAR);
    }

    @Test
    void aRepositoryIsNeverItsOwnHome() {
        homes.add(BLOB, TARGET);
        assertThat(homes.nearest(BLOB, TARGET)).isEmpty();
        homes.add(BLOB, FAR);
        assertThat(homes.nearest(BLOB, TARGET)).contains(FAR);
    }

    @Test
    void aHomeThatDeclinedIsForgotten() {
        homes.add(BLOB, NEAR);
        homes.forget(BLOB, NEAR);
        assertThat(homes.nearest(BLOB, TARGET)).isEmpty();
    }
}
