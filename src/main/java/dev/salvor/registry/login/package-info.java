// SPDX-License-Identifier: Apache-2.0
/** Finds the login for a registry where docker, podman, skopeo and Kubernetes keep theirs (protocol.md §4.3). */
package dev.salvor.registry.login;
