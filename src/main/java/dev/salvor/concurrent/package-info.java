// SPDX-License-Identifier: Apache-2.0
/** The one way in which work is forked and joined. */
package dev.salvor.concurrent;
