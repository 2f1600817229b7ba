// SPDX-License-Identifier: Apache-2.0
/** The one way in which work is forked and joined, and what several threads remember. */
package dev.salvor.concurrent;
