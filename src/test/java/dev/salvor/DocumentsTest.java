// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Comments, scripts, the README and the documents themselves cite {@code src/docs} and the README. A rule's number is one of
 * architecture.md's rules of pushing.
 */
class DocumentsTest {
    private static final Path DOCUMENTS = Path.of("src/docs");
    private static final List<Path> CITING = Stream.of(
                    "src/main",
                    "src/test",
                    "src/bench",
                    "src/man",
                    "src/demo",
                    ".ci",
                    ".github",
                    "pom.xml",
                    "README.md")
            .map(Path::of)
            .toList();
    private static final Path RECORDED = Path.of("src/test/resources/harbor/recorded");
    private static final String RULES = "Rules of pushing";
    /** A link to something in the repository: [text](target#anchor). */
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");

    private final Map<String, Document> documents = Stream.concat(files(DOCUMENTS), Stream.of(Path.of("README.md")))
            .collect(Collectors.toMap(file -> file.getFileName().toString(), file -> Document.parse(read(file))));

    @Test
    void everyFileSectionAndRuleThatCodeCitesExists() {
        List<String> wrong = CITING.stream()
                .flatMap(DocumentsTest::files)
                .filter(file -> !file.startsWith(RECORDED))
                .flatMap(file -> wrong(file, Citation.in(read(file))).stream())
                .toList();

        assertThat(wrong).isEmpty();
    }

    @Test
    void everySectionThatTheDocumentsCiteExists() {
        List<String> wrong = files(DOCUMENTS)
                .flatMap(file -> wrong(file, ownCitations(file)).stream())
                .toList();

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyLinkInTheDocumentsLeadsSomewhere() {
        List<String> wrong = Stream.concat(files(DOCUMENTS), Stream.of(Path.of("README.md")))
                .flatMap(file -> brokenLinks(file).stream())
                .toList();

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see protocol.MD S3.7 and S99 | no section 99 in protocol.MD",
                "see protocol.MD S3.7,/ * S99 | no section 99 in protocol.MD",
                "see protocol.MD section 3.7 | section 3.7 of no document",
                "see architecture.MD, section 'Glossary' | section 'Glossary' of no document",
                "see README, 'Nothing' | no heading 'Nothing' in README.MD",
                "see nowhere.MD | no document nowhere.MD",
                "see stack.MD, 'Nothing' | no heading 'Nothing' in stack.MD",
                "of a section (S5.5) | S5.5 of no document",
                "for a reason (RULE 99) | no RULE 99",
                "for two (RULEs 1/ * to 98) | no RULE 98",
            })
    void whatDoesNotExistIsFound(String comment, String fault) {
        assertThat(wrong(Path.of("A.java"), Citation.in(real(comment)))).containsExactly("A.java:1: " + real(fault));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "by the specification (image-spec, layer.MD)",
                "(protocol.MD S1.7,/     * S5.2)",
                "harbor-live.MD S1.5 and (architecture.MD, 'Rules of pushing')",
                "as ever (RULEs 2 to 4)",
                "by README, 'Exit codes'",
            })
    void whatExistsIsNoFault(String comment) {
        assertThat(wrong(Path.of("A.java"), Citation.in(real(comment)))).isEmpty();
    }

    /** The examples are spelled so that they are no citations of this file. */
    private static String real(String example) {
        return example.replace("S", "\u00a7")
                .replace("MD", "md")
                .replace("RULE", "rule")
                .replace('\'', '"')
                .replace('/', '\n');
    }

    private List<String> wrong(Path file, List<Citation> citations) {
        return citations.stream()
                .flatMap(citation ->
                        fault(citation.target()).stream().map(fault -> file + ":" + citation.line() + ": " + fault))
                .toList();
    }

    private Optional<String> fault(Citation.Target target) {
        return switch (target) {
            case Citation.Target.File(String name) -> unless(documents.containsKey(name), "no document " + name);
            case Citation.Target.Section(String name, String number) ->
                unless(knows(name, Document::numbers, number), "no section " + number + " in " + name);
            case Citation.Target.Heading(String name, String title) ->
                unless(knows(name, Document::titles, title), "no heading \"" + title + "\" in " + name);
            case Citation.Target.Rule(String number) ->
                unless(knows("architecture.md", Document::numbers, RULES + "." + number), "no rule " + number);
            case Citation.Target.Homeless(String section) -> Optional.of(section + " of no document");
        };
    }

    private boolean knows(String name, Function<Document, Set<String>> part, String key) {
        return documents.containsKey(name) && part.apply(documents.get(name)).contains(key);
    }

    private static Optional<String> unless(boolean right, String fault) {
        return right ? Optional.empty() : Optional.of(fault);
    }

    /** A section without a document is one of the same document. Files are those of the sources, which a document names in its own way. */
    private static List<Citation> ownCitations(Path document) {
        String name = document.getFileName().toString();
        return Citation.in(read(document)).stream()
                .flatMap(citation -> switch (citation.target()) {
                    case Citation.Target.File _ -> Stream.empty();
                    case Citation.Target.Homeless(String section) when !section.startsWith("\u00a7") -> Stream.empty();
                    case Citation.Target.Homeless(String section) ->
                        Stream.of(
                                new Citation(citation.line(), new Citation.Target.Section(name, section.substring(1))));
                    default -> Stream.of(citation);
                })
                .toList();
    }

    private static List<String> brokenLinks(Path document) {
        return LINK.matcher(read(document))
                .results()
                .filter(link -> !leadsSomewhere(document, link.group(1), link.group(2)))
                .map(link -> document + ": " + link.group())
                .toList();
    }

    private static boolean leadsSomewhere(Path document, String path, String anchor) {
        Path target = path.isEmpty() ? document : document.resolveSibling(path);
        return Files.exists(target)
                && (anchor == null || Document.parse(read(target)).anchors().contains(anchor));
    }

    private static Stream<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever the file's encoding: what cites is ASCII or UTF-8. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
