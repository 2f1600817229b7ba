// SPDX-License-Identifier: Apache-2.0
/** What is missing on the target: all that is known before the first request that changes it. */
package dev.salvor.plan;
