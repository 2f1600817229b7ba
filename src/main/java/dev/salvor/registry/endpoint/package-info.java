// SPDX-License-Identifier: Apache-2.0
/** Where a registry is: what was typed as REGISTRY. */
package dev.salvor.registry.endpoint;
