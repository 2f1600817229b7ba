// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents about the code name its types, in backticks: a type that is renamed or goes is to be looked for there as well. */
class DocumentedTypesTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z][a-z]\\w*)`");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");
    private static final List<String> OF_THE_JDK = List.of(
            "java.lang.", "java.util.", "java.util.concurrent.", "java.io.", "java.nio.channels.", "java.security.");

    @ParameterizedTest
    @ValueSource(strings = {"src/docs/architecture.md", "src/docs/stack.md"})
    void everyTypeThatIsNamedExists(Path document) throws IOException {
        Set<String> unknown =
                firstGroups(NAMED, Files.readString(document)).collect(Collectors.toCollection(TreeSet::new));

        unknown.removeAll(declared());
        unknown.removeIf(DocumentedTypesTest::isOfTheJdk);

        assertThat(unknown).isEmpty();
    }

    private static Set<String> declared() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> firstGroups(DECLARED, read(file)))
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> firstGroups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }

    private static boolean isOfTheJdk(String name) {
        return OF_THE_JDK.stream().anyMatch(place -> {
            try {
                Class.forName(place + name, false, null);
                return true;
            } catch (ClassNotFoundException e) {
                return false;
            }
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
