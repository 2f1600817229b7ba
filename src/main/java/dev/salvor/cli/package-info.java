// SPDX-License-Identifier: Apache-2.0
/** The commands: the only package that knows picocli, CDI and exit codes. */
package dev.salvor.cli;
