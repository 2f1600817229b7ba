// SPDX-License-Identifier: Apache-2.0
/** How far a run is. */
package dev.salvor.progress;
