// SPDX-License-Identifier: Apache-2.0
/** What is Harbor and not OCI: its JSON API. */
package dev.salvor.harbor;
