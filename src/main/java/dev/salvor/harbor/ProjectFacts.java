// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import java.util.Optional;

/**
 * A project that the account may see.
 *
 * @param proxyCache whether nobody may push there
 * @param quota empty if Harbor does not tell it here
 */
public record ProjectFacts(boolean proxyCache, Optional<Quota> quota) {}
