// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Why the filesystem refused, in words. The JDK's exceptions repeat the path and often have no words at all. */
public final class IoReason {
    private IoReason() {}

    public static String of(IOException exception) {
        return switch (exception) {
            case AccessDeniedException e -> "permission denied";
            case NoSuchFileException e -> "no such file or directory";
            case NotDirectoryException e -> "not a directory";
            case FileSystemLoopException e -> "a symbolic link that leads back to a directory above it";
            case FileSystemException e -> Optional.ofNullable(e.getReason()).orElse("input/output error");
            default -> Optional.ofNullable(exception.getMessage()).orElse("input/output error");
        };
    }
}
