// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
    /** Tags in alphabetical order, pushed in this order: c, a, d, b. */
    private static final ScannedRepository APP = repository("devops/bm/app", "c", "a", "d", "b");

    @ParameterizedTest
    @CsvSource({
        "devops/**, devops/bm/app:1.0, true",
        "devops/**, devops:1.0, false",
        "devops/*, devops/bm/app:1.0, false",
        "devops/*, devops/app:1.0, true",
        "devops/bm/app, devops/bm/app:1.0, true",
        "devops/bm, devops/bm/app:1.0, false",
        "**:*-SNAPSHOT, devops/bm/app:1.0-SNAPSHOT, true",
        "**:*-SNAPSHOT, devops/bm/app:1.0, false",
        "**:v1.*, app:v1.2.3, true",
        "**:{latest|edge}, app:latest, false",
        "'**:{latest,edge}', app:latest, true",
        "app:1.?, app:1.0, true",
    })
    void globsAreAboutRepositoryAndTag(String glob, String image, boolean matches) {
        assertThat(new ImageGlob(glob).matches(ImageName.tryParse(image).orElseThrow()))
                .isEqualTo(matches);
    }

    @Test
    void aMalformedGlobIsRefusedWithItsText() {
        assertThatThrownBy(() -> new ImageGlob("devops/[a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'devops/[a'");
    }

    @Test
    void anImageMustMatchOneIncludeAndNoExclude() {
        Selection selection =
                new Selection(globs("**:a", "**:b"), globs("**:b"), 0, Optional.empty(), Optional.empty());
        assertThat(names(selection)).containsExactly("a");
    }

    @Test
    void newestCountsByTheAgeOfTheLinkAmongThoseThatMatch() {
        assertThat(names(new Selection(List.of(), globs("**:b"), 2, Optional.empty(), Optional.empty())))
                .containsExactly("a", "d");
        assertThat(names(new Selection(List.of(), List.of(), 9, Optional.empty(), Optional.empty())))
                .hasSize(4);
    }

    @Test
    void sinceIncludesTheMomentItself() {
        Selection selection =
                new Selection(List.of(), List.of(), 0, Optional.of(EPOCH.plusSeconds(2)), Optional.empty());
        assertThat(names(selection)).containsExactly("b", "d");
    }

    @Test
    void aListMeansExactNames() {
        ImageList list = ImageList.parse(List.of("# mine", "", " devops/bm/app:a ", "devops/bm/app:zz"), "stdin");
        Selection selection = new Selection(List.of(), List.of(), 0, Optional.empty(), Optional.of(list));
        assertThat(names(selection)).containsExactly("a");
        assertThat(selection.wanted())
                .extracting(ImageName::toString)
                .containsExactly("devops/bm/app:a", "devops/bm/app:zz");
    }

    @Test
    void aLineThatIsNoImageIsRefusedWithItsNumber() {
        assertThatThrownBy(() -> ImageList.parse(List.of("p/a:1", "p/a"), "FILE"))
                .isInstanceOf(Failure.Source.class)
                .hasMessage("line 2 of FILE is 'p/a', not repository:tag");
    }

    @Test
    void brokenTagsAreChosenByNameOnly() {
        BrokenTag broken = new BrokenTag(new Tag("b"), false, "its link is empty");
        ScannedRepository repository =
                new ScannedRepository(new RepositoryName("p/a"), List.of(), List.of(broken), false);
        Selection newest = new Selection(List.of(), List.of(), 1, Optional.of(EPOCH), Optional.empty());
        assertThat(newest.broken(repository)).containsExactly(broken);
        Selection without = new Selection(List.of(), globs("**:b"), 0, Optional.empty(), Optional.empty());
        assertThat(without.broken(repository)).isEmpty();
    }

    @Test
    void aRepositoryIsMeantIfATagIsWhateverItsAgeAndItsShard() {
        Instant later = EPOCH.plusSeconds(1_000);
        Selection old = new Selection(List.of(), globs("**:{a,b,c}"), 0, Optional.of(later), Optional.empty());
        int shards = 2;
        assertThat(IntStream.range(0, shards).mapToObj(index -> old.within(new Shard(index, shards))))
                .allMatch(selection -> selection.means(APP));
        assertThat(new Selection(List.of(), globs("**:{a,b,c,d}"), 0, Optional.empty(), Optional.empty()).means(APP))
                .isFalse();
        assertThat(Selection.all().means(repository("p/dead"))).isFalse();
    }

    private static List<String> names(Selection selection) {
        return selection.tags(APP).stream().map(tag -> tag.tag().value()).toList();
    }

    private static List<ImageGlob> globs(String... texts) {
        return Arrays.stream(texts).map(ImageGlob::new).toList();
    }

    private static ScannedRepository repository(String name, String... tagsByAge) {
        List<ScannedTag> tags = IntStream.range(0, tagsByAge.length)
                .mapToObj(i -> new ScannedTag(
                        new Tag(tagsByAge[i]),
                        Digest.of(tagsByAge[i].getBytes(StandardCharsets.UTF_8)),
                        EPOCH.plusSeconds(i)))
                .sorted((one, two) -> one.tag().compareTo(two.tag()))
                .toList();
        return new ScannedRepository(new RepositoryName(name), tags, List.of(), false);
    }
}
