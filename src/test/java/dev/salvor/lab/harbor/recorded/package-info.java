// SPDX-License-Identifier: Apache-2.0
/**
 * Asks the server what a running Harbor was asked, and compares the answers. The server itself knows nothing of this package: it would answer the
 * same without the recordings.
 */
package dev.salvor.lab.harbor.recorded;
