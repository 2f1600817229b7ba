// SPDX-License-Identifier: Apache-2.0
/**
 * What a user sees. stdout gets the result, once, at the end: sorted, without ANSI. stderr gets the story: progress, warnings,
 * errors.
 */
package dev.salvor.output;
