// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

/** Rows of the table of tags, until the tables are known that say what their ids mean. */
final class WaitingTags {
    /** Longer ones are no tags; so much of them is enough to say so. */
    private static final int LONGEST = 200;

    private final PackedTexts names = new PackedTexts();
    private final Numbers repositories = new Numbers();
    private final Numbers artifacts = new Numbers();
    private final Numbers times = new Numbers();

    /** @param micros since the epoch; 0 if it is not said */
    void add(String name, long repository, long artifact, long micros) {
        names.add(name.substring(0, Math.min(LONGEST, name.length())));
        repositories.add(repository);
        artifacts.add(artifact);
        times.add(micros);
    }

    int size() {
        return names.size();
    }

    String name(int row) {
        return names.get(row);
    }

    long repository(int row) {
        return repositories.get(row);
    }

    long artifact(int row) {
        return artifacts.get(row);
    }

    long micros(int row) {
        return times.get(row);
    }
}
