// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;

/** Content in a repository of the target: what is linked at most once per run (rule 1). */
record Place(RepositoryName repository, Digest digest) {}
