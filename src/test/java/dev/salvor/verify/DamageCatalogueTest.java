// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.damage.Damage;
import dev.salvor.lab.damage.DamagedStorage;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of damage is found and named, and nothing that is sound is blamed. */
class DamageCatalogueTest {
    @TempDir
    static Path directory;

    private static DamagedStorage storage;

    @BeforeAll
    static void plant() {
        storage = DamagedStorage.plant(directory);
    }

    private static Map<String, String> found(VerifiedStorage verification) {
        Map<String, String> found = new TreeMap<>();
        verification.images().forEach(image -> found.put(image.name().toString(), VerifyRun.brief(image.verdict())));
        return found;
    }

    @Test
    void thereAreThirtyAtLeast() {
        assertThat(Damage.values()).hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void linksExistenceAndSizesTellMost() {
        VerifiedStorage verification = VerifyRun.quick(storage.root());
        assertThat(storage.mistakes(found(verification), Damage::quickVerdict, "WHOLE"))
                .isEmpty();
        assertThat(verification.isWhole()).isFalse();
    }

    @Test
    void readingTellsAll() {
        VerifiedStorage verification = VerifyRun.content(storage.root());
        assertThat(storage.mistakes(found(verification), Damage::verdict, "WHOLE"))
                .isEmpty();
        assertThat(verification.isWhole()).isFalse();
    }
}
