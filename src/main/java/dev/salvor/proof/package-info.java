// SPDX-License-Identifier: Apache-2.0
/** What a registry has of what a source has: the work behind {@code verify STORAGE REGISTRY}. Sends nothing that changes anything. */
package dev.salvor.proof;
