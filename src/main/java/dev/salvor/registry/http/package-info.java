// SPDX-License-Identifier: Apache-2.0
/**
 * The one sender of everything under {@code /v2/} and of the token service: a chain of small wrappers around Apache HttpClient.
 *
 * <p>Outermost first: {@link dev.salvor.registry.http.Retry} → {@link dev.salvor.registry.http.Authorization} → {@link
 * dev.salvor.registry.http.Outage} → {@link dev.salvor.registry.http.Ceilings} → {@link dev.salvor.registry.http.Pace} → {@link
 * dev.salvor.registry.http.Trace} → {@link dev.salvor.registry.http.HttpClientSender}. Ceilings lie that deep so that nobody holds
 * a permit while waiting for a token or for the next try.
 */
package dev.salvor.registry.http;
