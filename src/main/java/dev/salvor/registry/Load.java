// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

/**
 * What a registry, and the proxies in front of it, are asked to bear.
 *
 * @param jobs requests in flight, at most
 * @param requestsPerSecond at most; 0 for no such limit
 * @param chunkBytes of a blob in one request, at most; 0 for all of it
 */
public record Load(int jobs, double requestsPerSecond, long chunkBytes) {
    public Load {
        if (jobs < 1 || !(requestsPerSecond >= 0) || chunkBytes < 0) {
            throw new IllegalArgumentException(
                    jobs + " jobs, " + requestsPerSecond + " requests per second, chunks of " + chunkBytes + " bytes");
        }
    }

    /** Only bounded by requests in flight. */
    public static Load of(int jobs) {
        return new Load(jobs, 0, 0);
    }
}
