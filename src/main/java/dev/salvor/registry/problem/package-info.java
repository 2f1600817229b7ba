// SPDX-License-Identifier: Apache-2.0
/** What can be wrong with a registry, or with what was typed about it, without a word of advice: those are output's. */
package dev.salvor.registry.problem;
