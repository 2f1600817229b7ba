// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.image.ImageName;
import dev.salvor.inventory.NameList;
import java.util.List;
import java.util.stream.Collectors;

/** The names of the images in a storage, for pipes. */
public final class NamesView {
    private final NameList list;

    public NamesView(NameList list) {
        this.list = list;
    }

    /** {@code repository:tag} lines, sorted. */
    public String names() {
        return list.names().stream()
                .map(ImageName::toString)
                .map(name -> name + "\n")
                .collect(Collectors.joining());
    }

    /** What else there is to say, line by line, for stderr. */
    public List<String> complaints() {
        String text = ReportText.groups(list.faults(), "-o json has all")
                + StorageText.leftOut(list.findings())
                + StorageText.problems(list.findings().problems())
                + StorageText.copied(list.findings())
                + Untagged.paragraph(list.findings());
        return text.lines().filter(line -> !line.isBlank()).toList();
    }
}
