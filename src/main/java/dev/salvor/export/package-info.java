// SPDX-License-Identifier: Apache-2.0
/** Brings a plan's images into files that other tools read: a way out where the registry cannot be reached. */
package dev.salvor.export;
