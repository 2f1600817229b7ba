// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.Digest;
import dev.salvor.image.ReferrersList;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.push.FakeDestination.Verb;
import dev.salvor.registry.Referrers.Listed;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Others write to the same list, and nothing of theirs is dropped. */
class TargetListTest {
    private static final RepositoryName REPOSITORY = new RepositoryName("p/app");
    private static final Tag TAG = new Tag("sha256-" + "a".repeat(64));
    private static final ReferrersList OURS = list("ours");
    private static final ReferrersList THEIRS = list("theirs");

    private final FakeDestination destination = new FakeDestination();
    private final List<ReferrersList> puts = new ArrayList<>();

    private static ReferrersList list(String about) {
        return ReferrersList.of(
                ("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"text/plain\",\"size\":2,\"digest\":\"%s\"},\"layers\":[]}"
                                .formatted(Digest.of(about.getBytes(StandardCharsets.UTF_8))))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Boolean> unite(boolean isNew, boolean looksAgain) throws Exception {
        return list(isNew, looksAgain).unite(OURS, puts::add);
    }

    private ReferrersTag list(boolean isNew, boolean looksAgain) {
        return new ReferrersTag(new TargetTags(REPOSITORY, isNew, destination), TAG, looksAgain);
    }

    @Test
    void whatIsListedThereIsSentAlong() throws Exception {
        destination.lists(new Listed.List(THEIRS));
        assertThat(unite(false, false)).contains(true);
        assertThat(puts)
                .singleElement()
                .satisfies(sent ->
                        assertThat(sent.digests()).containsAll(THEIRS.digests()).containsAll(OURS.digests()));
    }

    @Test
    void nothingIsSentWhereAllIsListed() throws Exception {
        destination.lists(new Listed.List(THEIRS.plus(OURS)));
        assertThat(unite(false, true)).contains(false);
        assertThat(puts).isEmpty();
    }

    @Test
    void whoeverWroteInBetweenLosesNothingAndNeitherDoWe() throws Exception {
        destination.lists(new Listed.Absent(), new Listed.List(THEIRS), new Listed.Unchanged());
        assertThat(unite(false, true)).contains(true);
        assertThat(puts).hasSize(2);
        assertThat(puts.getLast().digests()).containsAll(THEIRS.digests()).containsAll(OURS.digests());
    }

    @Test
    void aListThatNeverStaysIsRefused() {
        destination.lists(
                new Listed.Absent(),
                new Listed.List(THEIRS),
                new Listed.List(THEIRS),
                new Listed.List(THEIRS),
                new Listed.List(THEIRS));
        assertThatThrownBy(() -> unite(false, true))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(TAG.value());
        assertThat(puts).hasSize(4);
    }

    @Test
    void whatIsNoListIsLeftAlone() throws Exception {
        destination.lists(new Listed.Other(Digest.of(new byte[1])));
        assertThat(unite(false, true)).isEmpty();
        assertThat(puts).isEmpty();
    }

    @Test
    void inANewRepositoryOnlyWhatThisRunSentIsReadBack() throws Exception {
        ReferrersTag list = list(true, false);
        assertThat(list.unite(THEIRS, puts::add)).contains(true);
        assertThat(destination.calls(Verb.LIST)).isEmpty();

        destination.lists(new Listed.List(THEIRS));
        assertThat(list.unite(OURS, puts::add)).contains(true);
        assertThat(puts.getLast().digests()).hasSize(2);
    }

    @Test
    void aListThatNobodyShowsIsNotReplaced() {
        destination.script(call -> {
            throw FakeDestination.refusal(Refusal.Reason.NO_RIGHT, "denied");
        });
        assertThatThrownBy(() -> unite(false, true))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.TAG_UNTOLD));
        assertThat(destination.calls(Verb.LIST)).hasSize(2);
        assertThat(puts).isEmpty();
    }
}
