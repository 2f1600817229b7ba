// SPDX-License-Identifier: Apache-2.0
/** What tools print of the images that a cluster runs, or that a node has: kubectl, crictl, ctr, and plain references. */
package dev.salvor.source.names.cluster;
