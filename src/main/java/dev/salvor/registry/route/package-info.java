// SPDX-License-Identifier: Apache-2.0
/** The way to a host where the usual one is broken or closed: addresses that the user knows, and proxies. */
package dev.salvor.registry.route;
