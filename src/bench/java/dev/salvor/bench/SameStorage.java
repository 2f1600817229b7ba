// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.RobotSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A new, empty Harbor over the volume of one whose database is lost: 1,000 images come back, by issue 16 with few requests and no blob. */
record SameStorage(Contenders contenders, Bars bars) {
    private static final int PROJECTS = 10;
    private static final int REPOSITORIES = 50;
    private static final int TAGS = 20;
    /** Of the last image of each repository, which is an index. */
    private static final int CHILDREN = 2;

    private static final int HEADS_AND_LISTING = 3;
    private static final int REQUESTS_OF_A_PROJECT = 3;
    private static final int FEW = 10;
    private static final String ROBOT = "robot$bench";
    private static final String SECRET = "secret";

    void measure() {
        Path volume = contenders.work().resolve("volume");
        StorageFixtures.write(volume, SameStorage::push);
        try (HarborServer harbor = HarborServer.builder()
                .storage(volume)
                .robot(ROBOT, SECRET, RobotSetup::pusher)
                .start()) {
            String login = login(harbor.host()).toString();
            Run run = contenders
                    .best()
                    .run(
                            "sync",
                            volume.toString(),
                            "http://" + harbor.host(),
                            "--same-storage",
                            "--create-projects",
                            "--authfile",
                            login)
                    .succeeded();
            System.out.printf(
                    "%nA Harbor over its own volume, %,d images: %.1f s%n", REPOSITORIES * TAGS, run.seconds());
            check(harbor);
            boolean isWhole = RegistryWalk.of(harbor.as(ROBOT)).verify().equals(StorageWalk.tags(volume));
            bars.check("--same-storage, all digests compared", isWhole ? "the volume's" : "other", "", isWhole);
        }
        Directories.delete(volume);
    }

    private void check(HarborServer harbor) {
        HarborLog log = harbor.log();
        long tokens = log.where(HarborLog.Entry::isToken).size();
        long puts = REPOSITORIES * (TAGS + (long) CHILDREN);
        long bound = puts + HEADS_AND_LISTING * REPOSITORIES + tokens + REQUESTS_OF_A_PROJECT * PROJECTS + FEW;
        bars.check("requests of --same-storage", "" + log.size(), "at most " + bound, log.size() <= bound);
        long uploads = harbor.behind().accessLog().entries().stream()
                .filter(entry -> entry.path().contains("/blobs/uploads"))
                .count();
        bars.check("--same-storage, uploads of blobs", "" + uploads, "none", uploads == 0);
    }

    private static void push(TestImages images) {
        byte[] base = TestContent.layer(1, 3_000);
        for (int i = 0; i < REPOSITORIES; i++) {
            String repository = "project" + i % PROJECTS + "/app" + i;
            for (int tag = 1; tag < TAGS; tag++) {
                images.ociImage(repository, "v" + tag, List.of(base, TestContent.layer(tag, 400)));
            }
            Pushed[] children = new Pushed[CHILDREN];
            for (int child = 0; child < CHILDREN; child++) {
                children[child] = images.ociImage(repository, null, List.of(base, TestContent.layer(-child - 1, 400)));
            }
            images.index(repository, "multi", children);
        }
    }

    private Path login(String host) {
        String both = Base64.getEncoder().encodeToString((ROBOT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        try {
            return Files.writeString(
                    contenders.work().resolve("login.json"),
                    "{\"auths\":{\"" + host + "\":{\"auth\":\"" + both + "\"}}}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
