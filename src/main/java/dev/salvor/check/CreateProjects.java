// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

/**
 * What to do about missing projects.
 *
 * @param wanted whether they are to be made
 * @param open whether everybody may pull from them
 * @param now whether to make them at once; else it is only said that a sync would
 */
public record CreateProjects(boolean wanted, boolean open, boolean now) {
    public static CreateProjects never() {
        return new CreateProjects(false, false, false);
    }
}
