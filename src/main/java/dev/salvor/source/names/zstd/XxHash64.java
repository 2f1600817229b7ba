// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.zstd;

/** The checksum of a frame's content: XXH64 with the seed 0 (RFC 8878, 3.1.1; xxHash's own specification, "XXH64 Algorithm Description"). */
final class XxHash64 {
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    private static final int STRIPE = 32;

    private final long[] lanes = {P1 + P2, P2, 0, -P1};
    private final byte[] rest = new byte[STRIPE];
    private int restLength;
    private long length;

    void add(byte[] bytes, int from, int count) {
        length += count;
        int at = from;
        int end = from + count;
        if (restLength > 0) {
            int some = Math.min(count, STRIPE - restLength);
            System.arraycopy(bytes, at, rest, restLength, some);
            restLength += some;
            at += some;
            if (restLength < STRIPE) {
                return;
            }
            stripe(rest, 0);
        }
        for (; at + STRIPE <= end; at += STRIPE) {
            stripe(bytes, at);
        }
        restLength = end - at;
        System.arraycopy(bytes, at, rest, 0, restLength);
    }

    private void stripe(byte[] bytes, int at) {
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = round(lanes[i], LittleEndian.int64(bytes, at + Long.BYTES * i));
        }
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }

    long value() {
        long hash = P5;
        if (length >= STRIPE) {
            hash = Long.rotateLeft(lanes[0], 1)
                    + Long.rotateLeft(lanes[1], 7)
                    + Long.rotateLeft(lanes[2], 12)
                    + Long.rotateLeft(lanes[3], 18);
            for (long lane : lanes) {
                hash = (hash ^ round(0, lane)) * P1 + P4;
            }
        }
        hash += length;
        int at = 0;
        for (; at + Long.BYTES <= restLength; at += Long.BYTES) {
            hash = Long.rotateLeft(hash ^ round(0, LittleEndian.int64(rest, at)), 27) * P1 + P4;
        }
        if (at + Integer.BYTES <= restLength) {
            hash = Long.rotateLeft(hash ^ (LittleEndian.int32(rest, at) & 0xffff_ffffL) * P1, 23) * P2 + P3;
            at += Integer.BYTES;
        }
        for (; at < restLength; at++) {
            hash = Long.rotateLeft(hash ^ (rest[at] & 0xff) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }
}
