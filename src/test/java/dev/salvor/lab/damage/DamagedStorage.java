// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.damage;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A storage with some of everything, and with one image of each kind of damage.
 *
 * @param root the rootdirectory of its registry
 * @param sound digests of all images that nobody damaged, by name
 * @param meant digests of the damaged ones, as they were before
 */
public record DamagedStorage(Path root, SortedMap<String, String> sound, SortedMap<String, String> meant) {

    /** @param directory that it is in, with what is outside of it beside it */
    public static DamagedStorage plant(Path directory) {
        return plant(directory, _ -> {});
    }

    /** @param before looks at the storage when it is whole still */
    public static DamagedStorage plant(Path directory, Consumer<Path> before) {
        Path root = directory.resolve("volume");
        StorageFiles files = new StorageFiles(root);
        SortedMap<String, String> sound = StorageFixtures.variety(root);
        SortedMap<String, String> meant = new TreeMap<>();
        Map<Damage, Subject> subjects = new EnumMap<>(Damage.class);
        StorageFixtures.write(root, images -> {
            for (Damage damage : Damage.values()) {
                Subject subject = damage.push(images, files);
                subjects.put(damage, subject);
                sound.put(damage.repository() + ":2", subject.sound().digest());
                meant.put(damage.image(), subject.root().digest());
            }
        });
        before.accept(root);
        subjects.forEach(Damage::plant);
        return new DamagedStorage(root, sound, meant);
    }

    /**
     * What is said of images, and should not be.
     *
     * @param found what is said, by name
     * @param ofDamaged what is to be said of a damaged one
     * @param ofSound and of one that is not
     */
    public <T> Map<String, String> mistakes(Map<String, T> found, Function<Damage, T> ofDamaged, T ofSound) {
        SortedMap<String, T> expected = new TreeMap<>();
        sound.keySet().forEach(name -> expected.put(name, ofSound));
        for (Damage damage : Damage.values()) {
            expected.put(damage.image(), ofDamaged.apply(damage));
        }
        return differences(expected, found);
    }

    /** Of two maps that are too long to be looked through. */
    public static <T> Map<String, String> differences(Map<String, T> expected, Map<String, T> found) {
        SortedMap<String, String> differences = new TreeMap<>();
        Stream.concat(expected.keySet().stream(), found.keySet().stream())
                .filter(name -> !Objects.equals(expected.get(name), found.get(name)))
                .forEach(name -> differences.put(name, found.get(name) + " instead of " + expected.get(name)));
        return differences;
    }

    /** What a registry has in the end: the sound ones, and of the damaged ones those that count. */
    public SortedMap<String, String> arriving(Predicate<Damage> counts) {
        SortedMap<String, String> arriving = new TreeMap<>(sound);
        Stream.of(Damage.values())
                .filter(counts)
                .forEach(damage -> arriving.put(damage.image(), meant.get(damage.image())));
        return arriving;
    }
}
