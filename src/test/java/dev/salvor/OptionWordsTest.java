// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who says what to do names options, and only the outer packages say what to do: a renamed option is looked for there. */
class OptionWordsTest {
    private static final Path MAIN = Path.of("src/main/java/dev/salvor");
    private static final List<String> OUTER = List.of("cli/", "output/");
    private static final Pattern OPTION =
            Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*?(?<![^ \"('])--[a-z](?:[^\"\\\\\n]|\\\\.)*\"");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(?:/?\\*|//).*$");

    /** With the reason why each names options all the same. */
    private static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry("registry/tls/TrustRoots.java", "says where the user named the file, as the origin of roots"),
            Map.entry("registry/route/PinnedResolver.java", "the name of a service, which nobody is told"),
            Map.entry("registry/http/Outage.java", "tells while it happens, through the notices, which are words"),
            Map.entry("select/TargetNames.java", "says which rule of the user made a name"),
            Map.entry("select/CopiedTimes.java", "a caveat is made of words, as a finding is"),
            Map.entry("source/StorageKind.java", "a caveat is made of words, as a finding is"),
            Map.entry("source/disk/Enclosure.java", "an option of mount, not of salvor"),
            Map.entry("source/names/DatabaseDirectory.java", "options of docker, not of salvor"),
            Map.entry("source/names/DumpReader.java", "an option of pg_dump, not of salvor"),
            Map.entry("source/storage/OtherStore.java", "options of skopeo and podman, not of salvor"),
            Map.entry("check/ProjectVerdict.java", "a finding is made of words"),
            Map.entry("check/Verdict.java", "a finding is made of words"),
            Map.entry("check/DoubtFindings.java", "a finding is made of words"),
            Map.entry("check/StorageFindings.java", "a finding is made of words"));

    @Test
    void onlyCliAndOutputNameOptions() throws IOException {
        TreeSet<String> naming = new TreeSet<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String name = MAIN.relativize(file).toString();
                String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
                if (OUTER.stream().noneMatch(name::startsWith)
                        && OPTION.matcher(code).find()) {
                    naming.add(name);
                }
            }
        }
        assertThat(naming).containsExactlyInAnyOrderElementsOf(ALLOWED.keySet());
    }
}
