// SPDX-License-Identifier: Apache-2.0
/** The preflight: facts of registry, Harbor and the resolved plan → one list of findings. */
package dev.salvor.check;
