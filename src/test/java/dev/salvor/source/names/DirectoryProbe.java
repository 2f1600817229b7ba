// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.Failure;
import java.nio.file.Path;

/** Says what a directory is taken for; a program, since root may read all. */
final class DirectoryProbe {
    private DirectoryProbe() {}

    public static void main(String[] args) {
        Failure.Source what = DatabaseDirectory.asList(Path.of(args[0]));
        System.out.println(what.getMessage());
        System.out.println(what.advice());
    }
}
