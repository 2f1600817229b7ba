// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.image.Digest;
import dev.salvor.image.Platform;
import dev.salvor.inventory.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a verdict of what was found of an image. */
final class Judge {
    private final FaultFinder faults;

    Judge(FaultFinder faults) {
        this.faults = faults;
    }

    ImageVerdict of(Part root) {
        List<Fault> all = of(root.all());
        List<Fault> real = all.stream().filter(fault -> !fault.isByNature()).toList();
        if (all.isEmpty()) {
            return new ImageVerdict.Whole();
        }
        if (!real.isEmpty() && real.stream().allMatch(Fault::isChange)) {
            return new ImageVerdict.Changing(real);
        }
        List<ImageVerdict.Child> children = faults.of(root).isPresent() ? List.of() : children(root);
        List<ImageVerdict.Child> whole =
                children.stream().filter(child -> child.faults().isEmpty()).toList();
        if (whole.stream().anyMatch(Judge::runsSomewhere)) {
            return new ImageVerdict.Partly(
                    whole,
                    children.stream().filter(child -> !child.faults().isEmpty()).toList());
        }
        return real.isEmpty()
                ? new ImageVerdict.NotDeliverable(((Fault.OfContent) all.getFirst()).detail())
                : new ImageVerdict.Damaged(real);
    }

    /** Not an attestation of an image that is lost. */
    private static boolean runsSomewhere(ImageVerdict.Child child) {
        return child.platform().isTold() || child.platform().equals(Platform.NONE);
    }

    /** The images and indexes of an index, each once; blobs that it lists itself are none of its images. */
    private List<ImageVerdict.Child> children(Part root) {
        if (root.role() != Part.Role.INDEX || root.parts().stream().anyMatch(part -> part.role() == Part.Role.LAYER)) {
            return List.of();
        }
        Map<Digest, Part> first = new HashMap<>();
        root.all()
                .filter(part -> !(part.state() instanceof Part.State.Repeated))
                .forEach(part -> first.putIfAbsent(part.descriptor().digest(), part));
        Map<Digest, ImageVerdict.Child> children = new LinkedHashMap<>();
        for (Part part : root.parts()) {
            Digest digest = part.descriptor().digest();
            if (!children.containsKey(digest)) {
                List<Part> its = new ArrayList<>();
                collect(part, first, its, new HashSet<>());
                children.put(digest, new ImageVerdict.Child(part.descriptor().platform(), digest, of(its.stream())));
            }
        }
        return new ArrayList<>(children.values());
    }

    /** What was met before in the same image stands where it came first; each manifest is gone into once, whatever repeats it. */
    private static void collect(Part part, Map<Digest, Part> first, List<Part> all, Set<Digest> visited) {
        Digest digest = part.descriptor().digest();
        Part meant = part.state() instanceof Part.State.Repeated ? first.getOrDefault(digest, part) : part;
        if (meant.parts().isEmpty() || visited.add(digest)) {
            all.add(meant);
            meant.parts().forEach(each -> collect(each, first, all, visited));
        }
    }

    private List<Fault> of(Stream<Part> parts) {
        return parts.<Fault>flatMap(part -> faults.of(part).stream()).distinct().toList();
    }
}
