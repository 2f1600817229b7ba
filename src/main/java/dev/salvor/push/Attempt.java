// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import java.util.concurrent.CompletableFuture;

/** How an attempt to make a blob present ended, short of a refusal. */
sealed interface Attempt {
    record Done() implements Attempt {}

    /** Another thread is at it; try again after that. @param until completes always normally, whatever became of it */
    record Busy(CompletableFuture<?> until) implements Attempt {}
}
