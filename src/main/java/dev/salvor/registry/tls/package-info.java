// SPDX-License-Identifier: Apache-2.0
/** Which servers are trusted: the operating system's roots, read from its PEM files at run time. */
package dev.salvor.registry.tls;
