// SPDX-License-Identifier: Apache-2.0
/** What a storage holds, without a registry: the work behind {@code scan} and {@code inspect}. */
package dev.salvor.inventory;
