// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Bytes that a parser of JSON refuses, each in its own way: hostile, or the remains of a broken disk. */
public final class HostileJson {
    private static final int MANY = 100_000;
    /** Longer than any string that Jackson takes (StreamReadConstraints). */
    private static final int VERY_MANY = 21_000_000;

    private HostileJson() {}

    /** Documents, none of which can be used for anything. */
    public static Stream<byte[]> documents() {
        String digits = "9".repeat(MANY);
        return Stream.concat(
                Stream.of(
                                "[".repeat(MANY),
                                "{\"errors\":" + "[".repeat(MANY) + "]".repeat(MANY) + "}",
                                "{\"a\":".repeat(MANY) + "1" + "}".repeat(MANY),
                                "{\"schemaVersion\":" + digits + "}",
                                "{\"schemaVersion\":1e" + digits + "}",
                                "{\"" + "n".repeat(MANY) + "\":1}",
                                "{\"token\":\"" + "t".repeat(VERY_MANY) + "\"}")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Stream.of(
                        // UTF-32 by its first bytes: a character beyond Unicode, and a mark in an order that nobody
                        // writes
                        new byte[] {0, 0, 0, '{', 0x7f, 0, 0, 0},
                        new byte[] {0, 0, (byte) 0xff, (byte) 0xfe, 0, 0, 0, 0},
                        new byte[] {(byte) 0xfe, (byte) 0xff, 0, '{', (byte) 0xd8}));
    }
}
