// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.operation.TargetListing;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TagsViewTest {
    private static final String REGISTRY = "harbor.example.com/devops";

    private final SortedMap<RepositoryName, Set<Tag>> tags = new TreeMap<>();

    @Test
    void aRegistryWithoutRepositoriesIsSaidToHaveNone() {
        assertThat(view().names()).isEmpty();
        assertThat(view().emptiness(REGISTRY)).contains("harbor.example.com/devops lists no repository");
    }

    @Test
    void repositoriesWithoutATagAreCounted() {
        tags.put(new RepositoryName("p/a"), Set.of());
        assertThat(view().emptiness(REGISTRY)).contains("harbor.example.com/devops lists 1 repository, and no tag");
        tags.put(new RepositoryName("p/b"), Set.of());
        assertThat(view().emptiness(REGISTRY)).contains("harbor.example.com/devops lists 2 repositories, and no tag");
    }

    @Test
    void nothingIsSaidWhereThereIsATag() {
        tags.put(new RepositoryName("p/a"), Set.of());
        tags.put(new RepositoryName("p/b"), Set.of(new Tag("1")));
        assertThat(view().emptiness(REGISTRY)).isEmpty();
    }

    private TagsView view() {
        return new TagsView(new TargetListing(tags, new TreeMap<>(), "", List.of()));
    }
}
