// SPDX-License-Identifier: Apache-2.0
/** Lists of names beside a storage: what a dump of Harbor's database or a table says of its tags (protocol.md §1.11). */
package dev.salvor.source.names;
