// SPDX-License-Identifier: Apache-2.0
/** What the commands do, without a command line. */
package dev.salvor.operation;
