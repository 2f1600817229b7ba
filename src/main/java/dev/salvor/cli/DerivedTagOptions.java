// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.source.ImageSource;
import dev.salvor.source.derived.Derivation;
import dev.salvor.source.derived.DerivedSource;
import dev.salvor.source.derived.TagTemplate;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether images that nobody has named are saved, and what they are called. */
public final class DerivedTagOptions {
    private static final String TEMPLATE = "rescued-{digest12}";

    @Option(
            names = "--untagged",
            description =
                    "Also images that no tag reaches, under a tag that is made for each. What Harbor deleted on purpose stays out, if a dump"
                            + " of --tags-from says so.")
    private boolean untagged;

    @Option(
            names = "--untagged-tag",
            paramLabel = "TEMPLATE",
            description = "What these tags look like (default: " + TEMPLATE + "); {repository} is filled in as well.")
    private String template;

    @Option(names = "--with-deleted", description = "With --untagged: also what was deleted in Harbor.")
    private boolean withDeleted;

    /** Looks for what has no tag, and names it if that is wanted. */
    ImageSource over(ImageSource source) {
        return new DerivedSource(source, derivation());
    }

    /** The same where only names are wanted: nothing is looked for unless it gets one. */
    ImageSource overNames(ImageSource source) {
        Derivation derivation = derivation();
        return derivation.untagged().isEmpty() ? source : new DerivedSource(source, derivation);
    }

    boolean namesUntagged() {
        return untagged;
    }

    /** Whether what was deleted on purpose is to stay out. */
    boolean leavesDeletedOut() {
        return untagged && !withDeleted;
    }

    private Derivation derivation() {
        if (!untagged && template != null) {
            throw new Usage("--untagged-tag without --untagged: nothing would get that tag", "Add --untagged.");
        }
        if (!untagged && withDeleted) {
            throw new Usage("--with-deleted without --untagged: nothing would be taken in", "Add --untagged.");
        }
        return untagged ? new Derivation(Optional.of(parsed()), withDeleted) : Derivation.none();
    }

    private TagTemplate parsed() {
        try {
            return new TagTemplate(template == null ? TEMPLATE : template);
        } catch (IllegalArgumentException e) {
            throw new Usage(
                    "--untagged-tag " + e.getMessage(),
                    "It has {digest12}, and {repository} if you like, among letters, digits and _ . -, such as "
                            + TEMPLATE + ".");
        }
    }
}
