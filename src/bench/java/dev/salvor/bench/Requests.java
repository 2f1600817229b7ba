// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.AccessLog;
import dev.salvor.lab.AccessLog.Entry;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A run's requests, by kind. */
record Requests(AccessLog log) {

    SortedMap<String, Long> byKind() {
        return log.entries().stream()
                .collect(Collectors.groupingBy(Requests::kind, TreeMap::new, Collectors.counting()));
    }

    int total() {
        return log.entries().size();
    }

    private static String kind(Entry entry) {
        return entry.method() + " " + what(entry.path()) + " " + entry.status();
    }

    private static String what(String path) {
        if (path.contains("/blobs/uploads/")) {
            return path.contains("mount=") ? "mount" : "upload";
        }
        return List.of("/blobs/", "/manifests/", "/tags/list", "/v2/_catalog").stream()
                .filter(path::contains)
                .findFirst()
                .orElse("/v2/");
    }

    long catalogPages() {
        return byKind().getOrDefault("GET /v2/_catalog 200", 0L);
    }

    long mounts() {
        return byKind().getOrDefault("POST mount 201", 0L);
    }

    /** What salvor may need at most, by issue 7: a POST and a PUT for each blob, and little besides. */
    long bound(Content content) {
        return 2L * content.blobs().size() + mounts() + log.manifestPuts().size() + content.repositories() + 3;
    }

    /** The sum of the blobs whose bodies were taken, each as often as it was. */
    long bodyBytes(Content content) {
        return log.uploadedDigests().stream().mapToLong(content.blobs()::get).sum();
    }
}
