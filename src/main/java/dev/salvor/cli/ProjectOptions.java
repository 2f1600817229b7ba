// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.check.CreateProjects;
import picocli.CommandLine.Option;

/** What to do about projects that Harbor does not have. */
public final class ProjectOptions {
    @Option(
            names = "--create-projects",
            description =
                    "Create the projects that are missing in Harbor, private ones. Without it their images are refused, and all others go on.")
    private boolean create;

    @Option(names = "--public-projects", description = "With --create-projects: everybody may pull from the new ones.")
    private boolean open;

    /**
     * @param pushes whether this run changes anything
     * @throws Usage if the options make no sense together
     */
    CreateProjects creation(boolean pushes) {
        if (open && !create) {
            throw new Usage("--public-projects is about new projects", "Add --create-projects.");
        }
        return create ? new CreateProjects(true, open, pushes) : CreateProjects.never();
    }
}
