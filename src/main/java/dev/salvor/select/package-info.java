// SPDX-License-Identifier: Apache-2.0
/** Which images are meant, and what they are called on the target. */
package dev.salvor.select;
