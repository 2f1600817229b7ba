// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.image.ImageName;
import dev.salvor.inventory.NameList;
import java.util.List;
import java.util.stream.Collectors;

/** The names of the images in a storage, for pipes. */
public final class NamesView {
    private final NameList list;
    private final boolean looked;

    /** @param looked whether manifests were read, so that it is known what has no tag */
    public NamesView(NameList list, boolean looked) {
        this.list = list;
        this.looked = looked;
    }

    /** {@code repository:tag} lines, sorted. */
    public String names() {
        return list.names().stream()
                .map(ImageName::toString)
                .map(name -> name + "\n")
                .collect(Collectors.joining());
    }

    private String unlooked() {
        return looked || list.names().isEmpty()
                ? ""
                : "-o names reads no manifest, so it has not looked whether these tags are stale, or moved after a dump was made:"
                        + " salvor scan without it does\n";
    }

    /** What else there is to say, line by line, for stderr. */
    public List<String> complaints() {
        String text = ReportText.groups(list.faults(), "-o json has all")
                + StorageText.leftOut(list.findings())
                + StorageText.problems(list.findings().problems())
                + StorageText.copied(list.findings())
                + Untagged.paragraph(list.findings())
                + unlooked();
        return text.lines().filter(line -> !line.isBlank()).toList();
    }
}
