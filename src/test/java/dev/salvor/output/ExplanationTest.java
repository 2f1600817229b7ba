// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.select.TargetName;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    @Test
    void anIllegalNameIsToldWithAllItsRulesInTheirOrder() {
        Outcome outcome =
                new Outcome.Misnamed(new TargetName.Illegal("rescue/A/app", List.of("--map a=A", "the prefix rescue")));
        assertThat(Explanation.of(outcome).detail()).isEqualTo("'rescue/A/app', by --map a=A, then the prefix rescue");
        assertThat(Tally.Kind.of(outcome)).isEqualTo(Tally.Kind.REFUSED);
    }

    @Test
    void aNameThatIsTooLongComesWithItsLength() {
        String name = "a".repeat(256);
        assertThat(Explanation.of(new Outcome.Misnamed(new TargetName.Illegal(name, List.of("the prefix a")))))
                .extracting(Explanation::detail)
                .isEqualTo("'" + name + "', 256 characters, by the prefix a");
    }

    @Test
    void ofManyThatWouldShareANameTheFirstAreListed() {
        assertThat(shared(5)).isEqualTo("x from p/1, p/2, p/3, p/4, p/5");
        assertThat(shared(7)).isEqualTo("x from p/1, p/2, p/3, p/4, p/5 and 2 more");
    }

    @Test
    void aBugIsToldAsOneAndCountedAsAFailure() {
        Outcome outcome = new Outcome.Bug("java.lang.IllegalStateException: no way");
        assertThat(Tally.Kind.of(outcome)).isEqualTo(Tally.Kind.FAILED);
        assertThat(Explanation.of(outcome).title()).contains("bug");
        assertThat(Explanation.of(outcome).detail()).isEqualTo("java.lang.IllegalStateException: no way");
    }

    private static String shared(int count) {
        List<RepositoryName> sources = IntStream.rangeClosed(1, count)
                .mapToObj(i -> new RepositoryName("p/" + i))
                .toList();
        return Explanation.of(new Outcome.Misnamed(new TargetName.Shared(new RepositoryName("x"), sources)))
                .detail();
    }
}
