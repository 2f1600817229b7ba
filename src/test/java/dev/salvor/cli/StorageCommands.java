// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.salvor.image.Digest;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What is typed to have each command read a storage, and a storage for it. */
final class StorageCommands {
    private StorageCommands() {}

    /** @param exitCode that it ends with */
    record Line(int exitCode, List<String> typed) {
        String command() {
            return typed.getFirst();
        }

        boolean has(String option) {
            return typed.stream().anyMatch(word -> word.equals(option) || word.startsWith(option + "="));
        }

        /** Whether files of the storage get further names, as they do unless they are copied. */
        boolean makesLinks() {
            return command().equals("export") && !typed.contains("copy") && !has("--dry-run");
        }

        String[] in(Path storage, Path elsewhere, String registry) {
            return typed.stream()
                    .map(word -> word.replace("{storage}", storage.toString())
                            .replace("{elsewhere}", elsewhere.toString())
                            .replace("{registry}", registry)
                            .replace("{port}", Integer.toString(freePort())))
                    .toArray(String[]::new);
        }

        @Override
        public String toString() {
            return String.join(" ", typed);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Line> all() {
        try (InputStream in = StorageCommands.class.getResourceAsStream("/lab/storage-commands.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .map(words -> new Line(
                            Integer.parseInt(words[0]), Arrays.asList(words).subList(1, words.length)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some of everything, damaged in part, with half a link, a sparse index and what nothing refers to; and lists for the options that take some. */
    static void write(Path storage, Path elsewhere) throws IOException {
        Map<String, String> tags = StorageFixtures.variety(storage);
        StorageFiles files = new StorageFiles(storage);
        Pushed[] children = new Pushed[2];
        StorageFixtures.write(storage, images -> {
            children[0] = images.image("multi/app", null, List.of(TestContent.layer(1, 3_000)));
            children[1] = images.draft("multi/app")
                    .architecture("arm64")
                    .layers(List.of(TestContent.layer(2, 3_000)))
                    .push(null);
            images.index("multi/app", "1.0", children);
            images.index(
                    "team/multi",
                    "index",
                    images.draft("team/multi")
                            .architecture("s390x")
                            .layers(List.of(TestContent.layer(99, 3_000)))
                            .push(null));
        });
        files.delete(files.data(children[1].digest()));
        files.delete(files.data(TestContent.layer(99, 3_000)));
        files.truncate(files.link("solo", "latest"), 0);
        files.put(TestContent.random(3, 5_000));
        Files.createDirectory(elsewhere.resolve("spare"));
        Files.write(
                elsewhere.resolve(
                        "spare/" + Digest.of(TestContent.layer(99, 3_000)).hex()),
                TestContent.layer(99, 3_000));
        Files.writeString(elsewhere.resolve("images"), "devops/bmcx:1.1.0\n");
        Files.writeString(elsewhere.resolve("tags"), "devops/bmcx\tnamed\t" + tags.get("devops/bmcx:1.1.0") + "\n");
    }
}
