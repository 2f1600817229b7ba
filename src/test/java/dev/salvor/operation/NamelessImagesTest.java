// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import dev.salvor.select.ImageList;
import dev.salvor.select.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Harbor's garbage collection deletes by default what has no tag: whoever pushes by digest is told. */
class NamelessImagesTest {
    private static final String AND_THEN =
            " goes there by digest only: give it a tag there, or have the garbage collection keep untagged artifacts";

    @TempDir
    Path storage;

    @TempDir
    Path target;

    private final List<String> names = new ArrayList<>();

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            for (int i = 0; i < 2; i++) {
                Pushed nameless = images.ociImage("team/app", null, List.of(TestContent.layer(i, 500)));
                names.add("team/app@" + nameless.digest());
            }
            Pushed tagged = images.ociImage("team/app", "1", List.of(TestContent.layer(3, 500)));
            images.artifact("team/app", null, "application/vnd.cncf.notary.signature", tagged);
        });
    }

    @Test
    void intoHarborTheFirstIsNamedAndTheOthersAreCounted() {
        try (HarborServer harbor = harbor()) {
            assertThat(warnings(harbor, names.getFirst()))
                    .containsExactly("Harbor's garbage collection may delete what has no tag, and " + names.getFirst()
                            + AND_THEN);
            assertThat(harbor.tags("team/app")).isEmpty();
        }
        try (HarborServer harbor = harbor()) {
            assertThat(warnings(harbor, names.getFirst(), names.getLast()))
                    .singleElement()
                    .asString()
                    .contains(" (and 1 more)" + AND_THEN);
        }
    }

    /** It keeps what is about an image that it keeps. */
    @Test
    void referrersThatGoWithTheirImageAreNotMeant() {
        try (HarborServer harbor = harbor()) {
            assertThat(warnings(harbor, "team/app:1")).isEmpty();
        }
    }

    @Test
    void otherRegistriesKeepThem() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun run = SyncRun.of(storage, registry.host()).with(only(names.getFirst()));
            assertThat(run.push().isComplete()).isTrue();
            assertThat(run.notices()).isEmpty();
        }
    }

    private List<String> warnings(HarborServer harbor, String... images) {
        SyncRun run = SyncRun.of(storage, "http://" + harbor.host())
                .login(new Credentials.Password("robot$ci", Secret.of("secret")))
                .with(only(images));
        assertThat(run.push().isComplete()).isTrue();
        return run.notices();
    }

    private static HarborServer harbor() {
        return HarborServer.builder()
                .robot("robot$ci", "secret", RobotSetup::pusher)
                .project("team")
                .start();
    }

    private static Selection only(String... images) {
        ImageList list = ImageList.parse(List.of(images), "a test");
        return new Selection(List.of(), List.of(), 0, Optional.empty(), Optional.of(list));
    }
}
