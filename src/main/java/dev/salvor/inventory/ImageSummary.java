// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.image.ImageName;
import dev.salvor.source.ScannedTag;
import java.util.Optional;

/**
 * A tag of the storage, and what it points to.
 *
 * @param link digest and age of the tag; empty if its link gives no digest
 */
public record ImageSummary(ImageName name, Optional<ScannedTag> link, ManifestSummary manifest) {}
