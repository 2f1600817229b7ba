// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor.recorded;

import dev.salvor.image.Digest;
import dev.salvor.lab.LabHttp;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.ProjectSetup;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.lab.harbor.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Harbor that was recorded, rebuilt: what the recordings' README says of its set-up, and what they show to have happened in between. */
final class RecordedWorld implements AutoCloseable {
    private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/[^/]+");

    private final RecordedClock clock = new RecordedClock();
    private final HarborServer server;
    private final Substitutions substitutions;
    private final LabHttp admin;
    private final TestImages images;
    private final DiskSeed disk;
    private final Map<String, Runnable> before = new HashMap<>();
    private final Map<String, Runnable> after = new HashMap<>();

    RecordedWorld(Substitutions substitutions) {
        this.substitutions = substitutions;
        // Before all of their tokens: an older one counts for nothing in a project.
        server = clock.ago(Duration.ofHours(1), () -> start(clock));
        admin = server.as("admin");
        images = new TestImages(admin);
        disk = new DiskSeed(server.behind().root());
        plan();
    }

    private static HarborServer start(RecordedClock clock) {
        String secret = RecordedAccounts.SECRET;
        return HarborServer.builder()
                .clock(clock)
                .admin("admin", secret)
                .user("dev1", secret)
                .user("guest1", secret)
                .user("nobody1", secret)
                .project("library", ProjectSetup::publicly)
                .project("priv1", p -> p.member("dev1", Role.DEVELOPER).member("guest1", Role.GUEST))
                .project("pub1", ProjectSetup::publicly)
                .project("other")
                .robot("robot$sysbot", secret, RobotSetup::pusher)
                .robot("robot$priv1+projbot", secret, r -> r.project("priv1", "repository:pull", "repository:push"))
                .robot("robot$priv1+pullbot", secret, r -> r.project("priv1", "repository:pull"))
                .robot("robot$priv1+pushbot", secret, r -> r.project("priv1", "repository:push"))
                .start();
    }

    HarborServer server() {
        return server;
    }

    RecordedClock clock() {
        return clock;
    }

    void before(Recording recording) {
        before.getOrDefault(recording.key(), () -> {}).run();
        Matcher manifest = MANIFEST.matcher(recording.path());
        boolean pushes = recording.method().equals("PUT") && manifest.matches();
        if (pushes
                && recording.requestBody().startsWith("{\"")
                && recording.requestBody().endsWith("}")) {
            disk.blobsOf(
                    manifest.group(1),
                    Recording.json(recording.requestBody()),
                    recording.missingBlobs(),
                    !recording.name().contains("config is not JSON"));
        }
    }

    void after(Recording recording) {
        after.getOrDefault(recording.key(), () -> {}).run();
    }

    String beginUpload(String repository) {
        return admin.send("POST", "/v2/" + repository + "/blobs/uploads/", new byte[0])
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    byte[] body(Recording recording) {
        return RecordedBodies.of(recording, substitutions);
    }

    private void plan() {
        before.put("01-v2-and-challenge: GET /v2/ anonymous", () -> {
            seed("02-token-service", "token priv1/a used on priv1/a manifest", "1");
            seed("02-token-service", "anonymous token on public manifest", "1");
            own("other/a", 1, "1");
        });
        before.put(
                "02-token-service: token issued before the project was created (a second before): POST upload",
                () -> project("late1"));
        before.put("04-robots: disabled robot GET /v2/", () -> server.disable("robot$priv1+pullbot", true));
        before.put("05-catalog: anonymous", this::repositories);
        before.put("07-manifest-head-get: HEAD by tag", () -> {
            seed("07-manifest-head-get", "GET by tag", "1");
            seed("07-manifest-head-get", "GET docker schema2 by tag", "docker");
        });
        before.put("09-pull-counters: HEAD by tag", () -> seed("09-pull-counters", "GET by tag", "1"));
        before.put("11-mount: same project", this::mountSources);
        before.put(
                "12-push-manifest: manifest of exactly 4 MiB",
                () -> alias(
                        "sha256:fa9a4670a544faecc3fe68dad15e4f419a51aab8cb3ffdbb3d9d13e265d5eb6c",
                        RecordedBodies.bigManifest(4 << 20)));
        quota();
        before.put("14-immutable-readonly-proxy: POST immutable rule", () -> {
            project("immu");
            seed("14-immutable-readonly-proxy", "PUT same digest, same tag", "v1");
        });
        after.put(
                "14-immutable-readonly-proxy: POST proxy-cache project",
                () -> admin.send("DELETE", "/api/v2.0/projects/proxy1", new byte[0]));
        before.put(
                "17-api-repositories-artifacts: POST tag that another artifact has",
                () -> substitutions.put(
                        "sha256:49c92135cd7d6c77f0a698fb1be20748741e32bf321845718da7de056cf92e7c",
                        own("priv1/tags", 90, null).digest()));
        before.put("20-storage-v2.15.2: push image p/a:1 (PUT manifest by tag)", () -> project("disk215"));
        before.put("20-storage-v2.15.2: push an index by tag", this::childOfDiskIndex);
    }

    private void repositories() {
        for (String repository : List.of("priv1/a-b", "priv1/a/b", "priv1/z-last", "pub1/b_c")) {
            own(repository, repository.hashCode(), "1");
        }
        Pushed nested = own("priv1/a.b/c/d/e/f", 19, "1");
        substitutions.put("sha256:a1f971f213ed7ebffafe089fe3a2f4aa7640903a5fc131e44f49546b7c1aec0e", nested.digest());
        Pushed tagged = own("priv1/tags", 20, "1.0");
        for (String tag : "latest 1.0.1 1.10 1.2 V2 v2 _x a-b a.b a_b 2024 Zed".split(" ")) {
            images.tag(tagged, tag);
        }
        substitutions.put("sha256:ed8ff41d3904248c761c5364d0e1c3512deed4c69c0e0bc3bbefca620d8aa76d", tagged.digest());
        own("priv1/untagged", 21, null);
        Pushed untagged = own("priv1/tagdel", 22, "gone");
        admin.send(
                "DELETE",
                "/api/v2.0/projects/priv1/repositories/tagdel/artifacts/" + untagged.digest() + "/tags/gone",
                new byte[0]);
        images.blob("priv1/blobonly", "blob only".getBytes(StandardCharsets.UTF_8));
    }

    private void mountSources() {
        byte[] one = RecordedBodies.filled(4096, 'o');
        byte[] two = RecordedBodies.filled(4096, 't');
        byte[] other = RecordedBodies.filled(4096, 'm');
        alias("sha256:9d0c79e77d381046acbffecb5bd891ec03ce75d631a03fa8767778fb32541d07", one);
        alias("sha256:68c6ef846d0cfdd5f4932ea7307b1cf5bd22b5135ba8dba63b177524026f508c", two);
        alias("sha256:ca84f6e942e66ec4fcbfccb00e3f187c39b3140287cb166e08a3c626120c6147", other);
        Pushed source = images.ociImage("other/src", "1", List.of(one, two));
        substitutions.put("sha256:c533c7fadb1ec198e2c7d4e507fb3c4da56a92f280650c1805a136ab950994cc", source.digest());
        images.ociImage("priv1/msrc", "1", List.of(other));
    }

    private void quota() {
        String file = "13-quota: ";
        before.put(file + "usage after one image of 2 x 4096 + config", () -> {
            seed("13-quota", "same image second tag", "1");
            alias(
                    "sha256:0c9031e3c702cf76c69154400e2410498bca54e6de378e9335abf76704b15ea7",
                    RecordedBodies.filled(15_000, 'b'));
            alias(
                    "sha256:07e10a2662a51592b3c19a279d06c9d4aa6347ed283bc5205c448794ecdd7ac4",
                    RecordedBodies.filled(15_000, 'c'));
            images.blob("other/quotasrc", RecordedBodies.filled(15_000, 'c'));
        });
        before.put(file + "usage when full", () -> images.blob("quota1/a", RecordedBodies.filled(10_850, 'f')));
    }

    private void childOfDiskIndex() {
        Pushed child = own("disk215/ix", 215, null);
        substitutions.put("sha256:78c815d1f242abb109fc230422b492f6cd78987f9ced178577fc5a7024ba67ba", child.digest());
        alias(
                "sha256:b9cc911e49ecc4b50547f33bc995131e5d036eb85960cf9fa5518b5a853451ca",
                body(Recording.find("20-storage-v2.15.2", "push an index by tag")));
    }

    /** The image whose manifest such a recording sent or got. */
    private void seed(String file, String name, String tag) {
        Recording recording = Recording.find(file, name);
        boolean sent = recording.method().equals("PUT");
        String text = sent ? recording.requestBody() : recording.responseBody();
        Matcher path = MANIFEST.matcher(recording.path());
        if (!path.matches()) {
            throw new IllegalArgumentException(recording.path());
        }
        var document = Recording.json(text);
        disk.blobsOf(path.group(1), document, List.of(), true);
        images.manifest(path.group(1), tag, document.path("mediaType").asText(), text.getBytes(StandardCharsets.UTF_8));
    }

    private Pushed own(String repository, int seed, String tag) {
        return images.ociImage(repository, tag, List.of(("layer " + seed).getBytes(StandardCharsets.UTF_8)));
    }

    private void project(String name) {
        byte[] body = ("{\"project_name\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
        admin.send("POST", "/api/v2.0/projects", body, "Content-Type", "application/json");
    }

    private void alias(String digest, byte[] bytes) {
        substitutions.put(digest, Digest.of(bytes).toString());
    }

    @Override
    public void close() {
        server.close();
    }
}
