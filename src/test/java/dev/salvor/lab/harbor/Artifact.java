// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.time.Instant;

/** A manifest of a repository that Harbor knows. */
record Artifact(long id, String digest, KeptManifest manifest, Instant pushed) {}
