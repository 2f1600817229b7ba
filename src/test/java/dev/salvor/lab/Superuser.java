// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import static org.assertj.core.api.Assumptions.assumeThat;

/** Who may mount and change owners: tests of programs that do end here for all others. */
public final class Superuser {
    private Superuser() {}

    public static void assume() {
        assumeThat(System.getProperty("user.name")).as("needs root's rights").isEqualTo("root");
    }
}
