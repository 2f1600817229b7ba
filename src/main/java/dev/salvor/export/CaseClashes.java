// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Names that a file system takes for one another: tags may differ only by case. */
final class CaseClashes {
    private final boolean tellsCasesApart;
    private final ConcurrentMap<String, Path> taken = new ConcurrentHashMap<>();

    CaseClashes(boolean tellsCasesApart) {
        this.tellsCasesApart = tellsCasesApart;
    }

    /** Whether what is found under this name is called otherwise. */
    boolean isOther(Path directory) {
        if (tellsCasesApart || !Files.exists(directory)) {
            return false;
        }
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory.getParent())) {
            for (Path name : names) {
                if (name.getFileName().equals(directory.getFileName())) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws RefusedException if another image has the name, as far as the file system is concerned */
    void take(Path directory) throws RefusedException {
        if (tellsCasesApart) {
            return;
        }
        Path first = taken.putIfAbsent(directory.toString().toLowerCase(Locale.ROOT), directory);
        if (first != null && !first.equals(directory) || isOther(directory)) {
            throw new RefusedException(new Refusal(
                    Refusal.Reason.FILE,
                    0,
                    directory + " has the name of another image there, which differs only by case"));
        }
    }
}
