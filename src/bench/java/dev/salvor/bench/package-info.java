// SPDX-License-Identifier: Apache-2.0
/** The benchmark that {@code src/bench/run} starts. All counts come from the registry's access log, none from salvor's own report. */
package dev.salvor.bench;
