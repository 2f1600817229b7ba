// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.source.RevisionsState;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.StoredTag;
import dev.salvor.source.Tags;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of names that were made, by a process that lives for days. */
class LooksTest {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final RepositoryName APP = new RepositoryName("p/app");

    private Instant now = Instant.parse("2026-11-30T00:00:00Z");
    private Optional<RevisionsState> state = state(LONG_AGO);
    private final List<RepositoryName> looked = new ArrayList<>();
    private final Looks looks = new Looks(_ -> state, () -> now);

    private static Optional<RevisionsState> state(Instant modified) {
        return Optional.of(new RevisionsState(List.of(new RevisionsState.Directory(modified, 1))));
    }

    private void look(RepositoryName name) {
        assertThat(looks.of(name, its -> {
                    looked.add(its);
                    return Optional.of(new ScannedRepository(its, List.of(), List.of(), true));
                }))
                .isPresent();
    }

    @Test
    void aLookIsGoodForAMinuteWhileTheRevisionsAreTheSame() {
        look(APP);
        now = now.plus(Duration.ofSeconds(59));
        look(APP);
        assertThat(looked).hasSize(1);
        now = now.plus(Duration.ofSeconds(1));
        look(APP);
        assertThat(looked).hasSize(2);
        state = state(LONG_AGO.plusSeconds(1));
        look(APP);
        assertThat(looked).hasSize(3);
    }

    @Test
    void aLookJustAfterAChangeIsGoodForAMoment() {
        state = state(now);
        look(APP);
        now = now.plus(Duration.ofSeconds(2));
        look(APP);
        assertThat(looked).hasSize(2);
    }

    @Test
    void ofManyRepositoriesThoseThatWereLookedAtLastAreKept() {
        for (int i = 0; i < 65; i++) {
            look(new RepositoryName("p/app" + i));
            look(new RepositoryName("p/app1"));
        }
        assertThat(looked).hasSize(65);
        look(new RepositoryName("p/app1"));
        assertThat(looked).hasSize(65);
        look(new RepositoryName("p/app0"));
        assertThat(looked).hasSize(66);
    }

    @Test
    void whatIsPushedAfterALookGetsItsName(@TempDir Path root) {
        StorageFixtures.write(root, images -> images.ociImage("p/app", null, List.of(TestContent.layer(1, 100))));
        TagTemplate template = new TagTemplate("r-{digest12}");
        Tags tags = new DerivedSource(Storage.open(root), new Derivation(Optional.of(template), false)).tags();
        assertThat(tags.tag(APP, new Tag("r-none"), _ -> {})).isEmpty();
        Pushed[] later = new Pushed[1];
        StorageFixtures.write(
                root, images -> later[0] = images.ociImage("p/app", null, List.of(TestContent.layer(2, 100))));
        Tag made = template.of(APP, Digest.parse(later[0].digest())).orElseThrow();
        assertThat(tags.tag(APP, made, _ -> {})).get().isInstanceOf(StoredTag.Linked.class);
    }
}
