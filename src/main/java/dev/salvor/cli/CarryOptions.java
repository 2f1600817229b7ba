// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.TextInput;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.operation.ExportOperation.Elsewhere;
import dev.salvor.operation.Target;
import dev.salvor.plan.HeldElsewhere;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Where an export is carried to: what that has stays out. */
public final class CarryOptions {
    @Option(
            names = "--without",
            paramLabel = "FILE",
            description =
                    "Leave out what the other side has: lines repository:tag, as salvor tags prints them there, or"
                            + " repository:tag@sha256:... or repository@sha256:...; names as the target has them.")
    private Path without;

    @Option(
            names = "--for",
            paramLabel = "REGISTRY",
            description =
                    "Leave out what this registry has, by name, where it can be reached from here: host[:port][/prefix].")
    private String registry;

    /** The registry, as it was typed. */
    Optional<String> registry() {
        return Optional.ofNullable(registry);
    }

    /** Who may have what need not be written, in words. @param target that is written */
    String holders(String target) {
        return registry()
                .or(() -> Optional.ofNullable(without).map(Path::toString))
                .map(its -> target + " or " + its)
                .orElse(target);
    }

    /** @param connecting how to come to a registry that was typed */
    Elsewhere elsewhere(Function<String, Target.Connector> connecting) {
        if (without != null && registry != null) {
            throw new Usage("--without and --for both say what is there", "Give one of them.");
        }
        if (without != null) {
            return new Elsewhere.Listed(read(without));
        }
        return registry()
                .<Elsewhere>map(its -> new Elsewhere.Reachable(connecting.apply(its)))
                .orElseGet(Elsewhere.Unknown::new);
    }

    private static HeldElsewhere read(Path file) {
        HeldElsewhere held = new HeldElsewhere();
        List<String> images = lines(file).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty() && !text.startsWith("#"))
                .toList();
        if (images.isEmpty()) {
            throw new Usage(
                    "the list of --without, " + file + ", names no image",
                    "If it came from a command, that may have failed. If nothing is there, leave --without out.");
        }
        images.forEach(text -> add(held, text, file));
        return held;
    }

    private static void add(HeldElsewhere held, String text, Path file) {
        int at = text.indexOf('@');
        boolean both = at > 0 && text.lastIndexOf(':', at) > text.lastIndexOf('/', at);
        Optional<Digest> digest = both ? Digest.tryParse(text.substring(at + 1)) : Optional.empty();
        Optional<ImageName> image = ImageName.tryParse(both ? text.substring(0, at) : text);
        if (image.isEmpty() || both && digest.isEmpty()) {
            throw new Usage(
                    "--without: '" + text + "' in " + file + " is no image",
                    "Lines look like repository:tag, as salvor tags prints them.");
        }
        held.add(image.get(), digest);
    }

    private static List<String> lines(Path file) {
        try {
            return TextInput.lines(file);
        } catch (IOException e) {
            throw new Failure.Source(
                    "cannot read the list of --without " + file + ": " + IoReason.of(e),
                    "Check its path and rights.",
                    e);
        }
    }
}
