// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

/** Whether this account may push somewhere. */
enum PushRight {
    GRANTED,
    DENIED,
    UNKNOWN
}
