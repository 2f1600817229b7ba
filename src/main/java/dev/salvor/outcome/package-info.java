// SPDX-License-Identifier: Apache-2.0
/** What became of each image, counted and grouped. */
package dev.salvor.outcome;
