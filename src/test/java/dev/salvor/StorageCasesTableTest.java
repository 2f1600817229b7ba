// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each edge case of storages has its tests, and they are there. */
class StorageCasesTableTest {
    private static final Path TABLE = Path.of("src/test/resources/lab/storage-cases.txt");
    private static final int CASES = 33;

    private record Case(int number, String text, List<String> tests) {}

    private static List<Case> cases() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" \\| "))
                .map(cells -> new Case(Integer.parseInt(cells[0]), cells[1], Arrays.asList(cells[2].split(" "))))
                .toList();
    }

    @Test
    void eachCaseIsThereOnce() throws IOException {
        assertThat(cases().stream().map(Case::number).toList())
                .isEqualTo(IntStream.rangeClosed(1, CASES).boxed().toList());
        assertThat(cases()).allSatisfy(each -> {
            assertThat(each.text()).isNotBlank();
            assertThat(each.tests()).isNotEmpty();
        });
    }

    @Test
    void eachTestThatIsNamedIsOne() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> walk = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    walk.filter(each -> each.toString().endsWith("Test.java")).toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        assertThat(cases().stream().flatMap(each -> each.tests().stream())).allSatisfy(test -> {
            String[] names = test.split("\\.");
            assertThat(sources).as(test).containsKey(names[0]);
            assertThat(Pattern.compile(
                                    "@(?:Test|ParameterizedTest|RepeatedTest\\(.*?\\))\\s(?:(?!\\n    }\\n).)*?void "
                                            + Pattern.quote(names[1]) + "\\(",
                                    Pattern.DOTALL)
                            .matcher(sources.get(names[0]))
                            .find())
                    .as(test)
                    .isTrue();
        });
    }
}
