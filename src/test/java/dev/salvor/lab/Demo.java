// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The main job, shown on a small storage and an empty registry; {@code src/demo/run} starts it. */
final class Demo {
    private static final int LAYER_SIZE = 200_000;

    private final Path program;
    private final Path storage;
    private final RegistryProcess target;

    private Demo(Path program, Path storage, RegistryProcess target) {
        this.program = program;
        this.storage = storage;
        this.target = target;
    }

    /** @param args the program's jar, and an empty directory that the caller deletes */
    public static void main(String[] args) throws IOException {
        Path storage = Path.of(args[1], "storage");
        say("A real registry writes a small storage, and is shut down: " + storage);
        StorageFixtures.write(storage, Demo::push);
        try (RegistryProcess target =
                RegistryProcess.over(Path.of(args[1], "target")).start()) {
            say("An empty registry is started: " + target.host());
            new Demo(Path.of(args[0]), storage, target).show();
        }
    }

    private static void push(TestImages images) {
        byte[] base = TestContent.layer(1, 10 * LAYER_SIZE);
        images.image("devops/bmcx", "1.1.0", List.of(base, TestContent.layer(2, LAYER_SIZE)));
        images.image("devops/bmcx", "1.2.0-SNAPSHOT", List.of(base, TestContent.layer(3, LAYER_SIZE)));
        var web = images.ociImage("shop/web", "2.0", List.of(base, TestContent.layer(4, 2 * LAYER_SIZE)));
        images.tag(web, "latest");
        var amd64 = images.ociImage("shop/api", null, List.of(base, TestContent.layer(5, LAYER_SIZE)));
        var arm64 = images.draft("shop/api")
                .architecture("arm64")
                .layers(List.of(TestContent.layer(6, 5 * LAYER_SIZE)))
                .push(null);
        images.index("shop/api", "3.1", amd64, arm64);
        images.artifact("shop/api", "3.1-sbom", "application/spdx+json", amd64);
    }

    private void show() throws IOException {
        say("What is in the storage:");
        salvor("scan", storage.toString());
        say("What a sync would do:");
        salvor("plan", storage.toString(), target.host());
        say("The main job:");
        salvor("sync", storage.toString(), target.host());
        say("What the registry has now:");
        salvor("tags", target.host());
        say("The same once more:");
        String again = salvor("sync", storage.toString(), target.host());
        if (!again.contains("Nothing to do")) {
            throw new IllegalStateException("the second run found something to do");
        }
        SortedMap<String, String> arrived = RegistryWalk.tags(target.uri());
        if (!arrived.equals(RegistryWalk.tags(storage))) {
            throw new IllegalStateException("the registry has other content than the storage");
        }
        say("Checked without salvor, by reading everything back: all " + arrived.size()
                + " tags and their blobs arrived" + " byte for byte.");
    }

    /** Runs a command as a user would, shows what it prints, and returns its stdout. */
    private String salvor(String... arguments) throws IOException {
        System.out.println("$ salvor " + String.join(" ", arguments));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar", program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("SALVOR_"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.print(output);
        int exitCode = Waiting.forExit(process);
        if (exitCode != 0) {
            throw new IllegalStateException("exit code " + exitCode);
        }
        return output;
    }

    private static void say(String line) {
        System.out.println("\n# " + line);
    }
}
