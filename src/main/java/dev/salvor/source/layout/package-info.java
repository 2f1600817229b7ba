// SPDX-License-Identifier: Apache-2.0
/** Images that were carried here as files: skopeo's directories, OCI layouts, and whole trees of them. Read-only. */
package dev.salvor.source.layout;
