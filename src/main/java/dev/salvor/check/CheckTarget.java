// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import java.net.URI;

/**
 * A registry, as messages speak of it.
 *
 * @param authority its name
 * @param base of its addresses
 * @param harbor whether it is Harbor
 * @param login where the credentials come from; empty if there are none
 * @param asksForLogin whether it takes notice of them
 * @param apiLogin whether they are such that Harbor's API takes them
 */
public record CheckTarget(
        String authority, URI base, boolean harbor, String login, boolean asksForLogin, boolean apiLogin) {}
