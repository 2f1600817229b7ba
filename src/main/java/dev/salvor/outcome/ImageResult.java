// SPDX-License-Identifier: Apache-2.0
package dev.salvor.outcome;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import java.util.Optional;

/**
 * One line of the report.
 *
 * @param digest that the tag names in the storage; empty if its link names none
 */
public record ImageResult(ImageName name, Optional<Digest> digest, Outcome outcome) {}
