// SPDX-License-Identifier: Apache-2.0
/**
 * What component tests run against: real registries, storages that they wrote, checks that share no code with salvor.
 */
package dev.salvor.lab;
