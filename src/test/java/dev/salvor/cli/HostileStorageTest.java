// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may write to a volume can make it as hostile as it gets: it costs some memory and time, a line each, and no other image. */
class HostileStorageTest {
    private static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final byte[] CONFIG = "{\"os\":\"linux\",\"architecture\":\"amd64\"}".getBytes(UTF_8);
    private static final byte[] LAYER = "a layer".getBytes(UTF_8);
    private static final byte[] GOOD = image(descriptor("l", LAYER)).getBytes(UTF_8);

    /** About half of what is in the largest manifest that is read. */
    private static final int MANY = 60_000;

    /** A line for people: what is longer steers nobody's eye. */
    private static final int LONG_LINE = 2_000;

    @TempDir
    Path storage;

    @TempDir
    Path scratch;

    @TempDir
    Path target;

    private StorageFiles files;

    private static String descriptor(String type, String digest, int size, String more) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}".formatted(type, digest, size, more);
    }

    private static String descriptor(String type, byte[] content) {
        return descriptor(type, Digest.of(content).toString(), content.length, "");
    }

    private static String missing(String type, int number) {
        return descriptor(type, Digest.of(("gone " + number).getBytes(UTF_8)).toString(), 1, "");
    }

    private static String image(String layers) {
        return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
                .formatted(IMAGE, descriptor("application/vnd.oci.image.config.v1+json", CONFIG), layers);
    }

    private static String index(String children) {
        return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}".formatted(INDEX, children);
    }

    private static String many(IntFunction<String> each) {
        return IntStream.range(0, MANY).mapToObj(each).collect(Collectors.joining(","));
    }

    @BeforeEach
    void plant() throws IOException {
        files = new StorageFiles(storage);
        files.put(CONFIG);
        files.put(LAYER);
        files.plant("a/good", "1", GOOD);
        files.plant("z/good", "1", GOOD);
        plant("layers", image(many(i -> missing("l", i))));
        plant("one-layer", image(many(_ -> descriptor("l", LAYER))));
        plant("children", index(many(i -> missing("", i))));
        plant("one-child", index(many(_ -> descriptor("", GOOD))));
        String escapes = ",\"platform\":{\"os\":\"\\u001b[2J\\u202e\",\"architecture\":\"\\n../..\"}";
        plant(
                "sparse",
                index(descriptor(IMAGE, Digest.of(GOOD).toString(), GOOD.length, escapes) + "," + missing(IMAGE, 1)));
        plant("deep", "{\"schemaVersion\":2,\"a\":" + "[".repeat(MANY) + "]".repeat(MANY) + "}");
        plant("long-number", "{\"schemaVersion\":" + "9".repeat(MANY) + "}");
        plant(
                "over-4-mib",
                image("").replace("\"layers\"", "\"annotations\":{\"a\":\"" + "x".repeat(5 << 20) + "\"},\"layers\""));
        Path repositories = files.repository("");
        Files.createSymbolicLink(repositories.resolve("loop"), repositories);
        Files.createSymbolicLink(repositories.resolve("outside"), Path.of("/"));
        Files.createDirectories(repositories.resolve("p/esc\u001b[2Jape/_manifests/tags"));
        Files.createDirectories(files.repository("p/sparse").resolve("_manifests/tags/\u001b[31mred\nline"));
        Files.createDirectories(repositories.resolve("d/" + "d/".repeat(500) + "_manifests/tags"));
    }

    private void plant(String repository, String manifest) {
        files.plant("p/" + repository, "1", manifest.getBytes(UTF_8));
    }

    private PlainProcess.Told run(String... lines) {
        List<String[]> typed = Stream.of(lines)
                .map(line -> line.replace("{storage}", storage.toString()).split(" "))
                .toList();
        return PlainProcess.run(scratch, List.of("-Xmx512m"), UnaryOperator.identity(), typed);
    }

    @Test
    void eachCommandEndsInBoundedMemoryAndTellsEachThingInALine() {
        PlainProcess.Told told = run(
                "scan {storage}",
                "verify {storage} --content",
                "inspect {storage} p/sparse:1",
                "inspect {storage} p/deep:1");
        assertThat(told.exitCodes()).containsExactly("5", "5", "5", "5");
        assertThat(Stream.concat(told.out().stream(), told.err().stream()))
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThan(LONG_LINE).doesNotContainPattern("\\p{Cntrl}|\u202e"));
        assertThat(told.out()).anySatisfy(line -> assertThat(line).contains("a/good", "linux/amd64"));
        assertThat(told.out())
                .anySatisfy(line -> assertThat(line).startsWith("p/layers:1 ").contains("missing", " more"));
        assertThat(told.out()).anySatisfy(line -> assertThat(line).contains("\\u001b[2J"));
    }

    @Test
    void theOtherImagesArrive() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            PlainProcess.Told told = run("sync {storage} " + registry.host() + " --sparse children");
            assertThat(told.exitCodes()).as(String.join("\n", told.err())).containsExactly("4");
            assertThat(RegistryWalk.tags(registry.uri()))
                    .containsEntry("a/good:1", Digest.of(GOOD).toString())
                    .containsEntry("z/good:1", Digest.of(GOOD).toString())
                    .containsEntry(
                            "p/sparse:1-" + Digest.of(GOOD).shortHex(),
                            Digest.of(GOOD).toString());
            assertThat(told.out())
                    .allSatisfy(line ->
                            assertThat(line).hasSizeLessThan(LONG_LINE).doesNotContainPattern("\\p{Cntrl}|\u202e"));
        }
    }
}
