// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

/**
 * How much a project may store.
 *
 * @param limit in bytes; negative for none
 * @param used bytes of layers, configs and manifests, each once in a project (protocol.md §5.5)
 */
public record Quota(long limit, long used) {
    public static Quota unlimited() {
        return new Quota(-1, 0);
    }

    public boolean isLimited() {
        return limit >= 0;
    }

    public boolean hasRoomFor(long bytes) {
        return !isLimited() || bytes <= room();
    }

    /** In bytes; the largest number if there is no limit. */
    public long room() {
        return !isLimited() ? Long.MAX_VALUE : Math.max(0, limit - used);
    }
}
