// SPDX-License-Identifier: Apache-2.0
/** A source as a read-only registry: what is asked for, and what is answered; knows no server. */
package dev.salvor.serve;
