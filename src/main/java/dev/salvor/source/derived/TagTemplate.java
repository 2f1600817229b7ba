// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import java.util.Optional;

/**
 * How revisions are called that nobody has named.
 *
 * @param text with {@value #DIGEST}, so that each gets a name of its own, and perhaps {@value #REPOSITORY}
 */
public record TagTemplate(String text) {
    private static final String DIGEST = "{digest12}";
    private static final String REPOSITORY = "{repository}";
    private static final Digest SAMPLE = Digest.of(new byte[0]);

    /** @throws IllegalArgumentException if what comes out is no tag, or the same one for all revisions; the message quotes it */
    public TagTemplate {
        if (!text.contains(DIGEST)) {
            throw new IllegalArgumentException(
                    "'" + text + "' has no " + DIGEST + ": revisions would get the same tag");
        }
        String sample = filled(text, "repository", SAMPLE.shortHex());
        if (Tag.tryParse(sample).isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' makes names such as '" + sample + "', which is no tag");
        }
    }

    /** Empty if it is no tag: names of repositories may be too long for one. */
    Optional<Tag> of(RepositoryName repository, Digest digest) {
        return tag(repository, digest.shortHex());
    }

    /** The same with all digits of the digest, for where the first twelve are not enough. */
    Optional<Tag> inFull(RepositoryName repository, Digest digest) {
        return tag(repository, digest.hex());
    }

    private Optional<Tag> tag(RepositoryName repository, String digits) {
        return Tag.tryParse(filled(text, repository.value(), digits));
    }

    /** A tag has no slash. */
    private static String filled(String text, String repository, String digits) {
        return text.replace(DIGEST, digits).replace(REPOSITORY, repository.replace('/', '-'));
    }
}
