// SPDX-License-Identifier: Apache-2.0
/** What stands behind a tag: every manifest and blob, on disk only. */
package dev.salvor.resolve;
