// SPDX-License-Identifier: Apache-2.0
/** What can be wrong with a storage: the kinds of damage, how each is planted, and what is to be said of it. */
package dev.salvor.lab.damage;
