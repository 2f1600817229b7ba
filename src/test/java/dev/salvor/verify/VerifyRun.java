// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.progress.SyncProgress;
import dev.salvor.select.Selection;
import dev.salvor.source.ImageSource;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Verifies storages, and says in short what came out. */
final class VerifyRun {
    private static final int JOBS = 4;

    private VerifyRun() {}

    static VerifiedStorage quick(Path root) {
        return run(Storage.open(root), Selection.all(), false, ReadRecord.none());
    }

    static VerifiedStorage content(Path root) {
        return run(Storage.open(root), Selection.all(), true, ReadRecord.none());
    }

    static VerifiedStorage run(ImageSource source, Selection selection, boolean content, ReadRecord record) {
        return new StorageVerifier(
                        new StorageVerifier.Request(source, selection, JOBS, content, record), new SyncProgress())
                .run();
    }

    static ImageVerdict verdict(VerifiedStorage verification, String image) {
        return verification.images().stream()
                .filter(each -> each.name().toString().equals(image))
                .map(VerifiedImage::verdict)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + image));
    }

    /** The verdict and what is wrong, such as {@code DAMAGED LAYER MISSING}. */
    static String brief(ImageVerdict verdict) {
        return verdict.kind()
                + verdict.faults().stream()
                        .map(VerifyRun::brief)
                        .sorted()
                        .distinct()
                        .map(each -> " " + each)
                        .collect(Collectors.joining());
    }

    private static String brief(Fault fault) {
        return switch (fault) {
            case Fault.OfContent content -> content.role().map(Object::toString).orElse("BLOB") + " " + content.kind();
            case Fault.OfMovedTag _ -> "TAG CHANGED";
            case Fault.OfLink link -> "LINK " + (link.unreadable() ? "UNREADABLE" : "BROKEN");
        };
    }

    static List<String> causes(VerifiedStorage verification) {
        return verification.causes().stream()
                .map(cause -> brief(cause.fault()) + " " + cause.images() + "/" + cause.repositories())
                .toList();
    }
}
