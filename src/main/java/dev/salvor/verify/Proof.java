// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.image.Digest;

/** What reading a blob said. */
sealed interface Proof {

    /** It has the digest that it goes by. */
    record Right() implements Proof {}

    record Wrong(Digest actual) implements Proof {}

    record Unreadable(String reason) implements Proof {}

    /** It did not stay the same for long enough to be read, twice. */
    record Changed(String how) implements Proof {}
}
