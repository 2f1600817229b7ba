// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.RepositoryName;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {

    /** Computed by Python: int.from_bytes(sha256(name).digest()[:8], 'big') % count. That of "a" has its highest bit set. */
    @ParameterizedTest
    @CsvSource({
        "devops/bmcx, 4, 1",
        "devops/bmcx, 7, 6",
        "devops/bmcx, 50, 33",
        "library/nginx, 7, 1",
        "library/nginx, 50, 10",
        "p/app, 50, 40",
        "a, 3, 1",
        "a, 4, 2",
        "a, 7, 4",
    })
    void theHashDependsOnNothingButTheName(String repository, int count, int index) {
        assertThat(owners(repository, count)).containsExactly(index);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 16})
    void everyRepositoryIsInExactlyOneShardAndNoShardIsLeftOut(int count) {
        int[] owned = new int[count];
        for (int i = 0; i < 200; i++) {
            int[] owners = owners("team" + i % 5 + "/app" + i, count);
            assertThat(owners).hasSize(1);
            owned[owners[0]]++;
        }
        assertThat(owned).doesNotContain(0);
    }

    @Test
    void oneOfOneIsTheWhole() {
        assertThat(Shard.whole().isWhole()).isTrue();
        assertThat(new Shard(0, 2).isWhole()).isFalse();
        assertThat(new Shard(1, 4)).hasToString("1/4");
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "-1, 4", "0, 0", "0, -1"})
    void anIndexOutsideOfTheCountIsNoShard(int index, int count) {
        assertThatThrownBy(() -> new Shard(index, count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(index + "/" + count + " is no shard");
    }

    private static int[] owners(String repository, int count) {
        RepositoryName name = new RepositoryName(repository);
        return IntStream.range(0, count)
                .filter(index -> new Shard(index, count).owns(name))
                .toArray();
    }
}
