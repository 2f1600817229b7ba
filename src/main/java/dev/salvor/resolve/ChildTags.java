// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Platform;
import dev.salvor.image.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the images of one index are called by themselves: its tag and their platform, or their digest where that tells them apart from nothing. */
final class ChildTags {
    private static final int MOST = 128;

    private final Tag index;
    private final Map<String, Long> exactly;
    private final Map<String, Long> roughly;

    /** @param all its images, be they whole or not: that one of them is lost must not change what the others are called */
    ChildTags(Tag index, Collection<Descriptor> all) {
        this.index = index;
        this.exactly = count(all, platform -> roughly(platform) + variant(platform));
        this.roughly = count(all, ChildTags::roughly);
    }

    private static Map<String, Long> count(Collection<Descriptor> all, Function<Platform, String> name) {
        return all.stream()
                .map(child -> name.apply(child.platform()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** The names that it may have, the better one first. What an index says of a platform need not fit into a tag. */
    List<Tag> of(Descriptor child) {
        return Stream.concat(byPlatform(child.platform()).stream(), Stream.of(byDigest(child)))
                .toList();
    }

    private Optional<Tag> byPlatform(Platform platform) {
        String name = roughly(platform);
        String withVariant = name + variant(platform);
        if (platform.os().isEmpty() || platform.architecture().isEmpty() || exactly.get(withVariant) > 1) {
            return Optional.empty();
        }
        return Tag.tryParse(index + (roughly.get(name) > 1 ? withVariant : name));
    }

    private Tag byDigest(Descriptor child) {
        String end = "-" + child.digest().shortHex();
        String begin = index.value();
        return new Tag(begin.substring(0, Math.min(begin.length(), MOST - end.length())) + end);
    }

    private static String roughly(Platform platform) {
        return "-" + platform.os() + "-" + platform.architecture();
    }

    private static String variant(Platform platform) {
        return platform.variant().isEmpty() ? "" : "-" + platform.variant();
    }
}
