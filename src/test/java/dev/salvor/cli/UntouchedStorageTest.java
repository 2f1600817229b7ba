// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.cli.StorageCommands.Line;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.TreeState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** No command writes to a storage, whatever is asked of it. */
class UntouchedStorageTest {
    /** What these are about is read, or becomes of it; the others are about the registry. */
    private static final Set<OptionGroup> ABOUT_STORAGE =
            EnumSet.of(OptionGroup.IMAGES, OptionGroup.NAMES, OptionGroup.PUSH, OptionGroup.FILES, OptionGroup.READ);

    /** In the group of output, and yet a file that must not be in the storage. */
    private static final Set<String> AS_WELL = Set.of("--report", "--exit-code");

    @TempDir
    static Path storage;

    @TempDir
    static Path elsewhere;

    @TempDir
    static Path target;

    private static RegistryProcess registry;

    @BeforeAll
    static void write() throws IOException {
        StorageCommands.write(storage, elsewhere);
        registry = RegistryProcess.over(target).start();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static Map<String, CommandLine> commandsWithStorage() {
        return new CommandLine(new App())
                .getSubcommands().entrySet().stream()
                        .filter(each -> each.getValue().getCommandSpec().positionalParameters().stream()
                                .anyMatch(parameter -> parameter.paramLabel().contains("STORAGE")))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<Line> lines() {
        return StorageCommands.all();
    }

    @Test
    void eachCommandThatTakesAStorageIsTried() {
        assertThat(lines().stream().map(Line::command).collect(Collectors.toSet()))
                .as("commands in src/test/resources/lab/storage-commands.txt")
                .isEqualTo(commandsWithStorage().keySet());
    }

    @Test
    void eachOptionThatIsAboutTheStorageIsTriedWithEachCommandThatHasIt() {
        Set<String> untried = new TreeSet<>();
        commandsWithStorage()
                .forEach((name, command) -> OptionGroup.of(
                                command.getCommandSpec().options())
                        .forEach((group, options) -> options.stream()
                                .map(OptionSpec::longestName)
                                .filter(option -> ABOUT_STORAGE.contains(group) || AS_WELL.contains(option))
                                .filter(option -> lines().stream()
                                        .noneMatch(line -> line.command().equals(name) && line.has(option)))
                                .forEach(option -> untried.add(name + " " + option))));
        assertThat(untried)
                .as("to be added to src/test/resources/lab/storage-commands.txt")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void namesSizesTimesAndInodesStayAsTheyWere(Line line) {
        Function<Path, SortedMap<String, String>> state = line.makesLinks() ? TreeState::ofLinked : TreeState::of;
        Map<String, String> before = state.apply(storage);
        PlainProgram.Ended ended = PlainProgram.run(line.in(storage, elsewhere, registry.host()));
        assertThat(state.apply(storage)).isEqualTo(before);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(line.exitCode());
    }
}
