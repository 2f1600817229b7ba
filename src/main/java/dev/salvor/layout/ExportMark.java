// SPDX-License-Identifier: Apache-2.0
package dev.salvor.layout;

/** The file by which what salvor exported is known: to the next export, and to whoever reads the images. */
public final class ExportMark {
    public static final String NAME = ".salvor-export";

    private ExportMark() {}
}
