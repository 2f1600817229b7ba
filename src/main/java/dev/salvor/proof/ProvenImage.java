// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import java.util.Optional;

/**
 * An image of the source, and what the registry has of it.
 *
 * @param target its repository there; empty if it can have none
 * @param digest of its manifest; empty if the source does not tell
 */
public record ProvenImage(ImageName name, Optional<RepositoryName> target, Optional<Digest> digest, ImageProof proof) {}
