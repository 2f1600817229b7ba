// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

/**
 * What Harbor tells a login that is right, and nobody else.
 *
 * @param version {@code v2.15.2}
 * @param readOnly whether nothing can be pushed
 * @param onlyAdminsCreate whether users that are no administrators may not create projects
 */
public record SystemFacts(String version, boolean readOnly, boolean onlyAdminsCreate) {}
