// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What a pod says of its images: by name in its spec, by name and digest in its status, in any order. Of any other object it is nothing. */
final class Pod {
    private static final Set<String> CONTAINERS = Set.of("containers", "initContainers", "ephemeralContainers");
    private static final Set<String> STATUSES =
            Set.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses");

    /** By the container's name, which is its own in all of the pod. */
    private final Map<String, String> wanted = new HashMap<>();

    private final List<Map<String, String>> running = new ArrayList<>();

    /** The parser stands at the value. */
    void spec(JsonParser json) throws IOException {
        containers(json, CONTAINERS, its -> wanted.put(its.get("name"), its.get("image")));
    }

    /** The parser stands at the value. */
    void status(JsonParser json) throws IOException {
        containers(json, STATUSES, running::add);
    }

    private static void containers(JsonParser json, Set<String> lists, Consumer<Map<String, String>> each)
            throws IOException {
        if (!json.isExpectedStartObjectToken()) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isOne = lists.contains(json.currentName());
            if (json.nextToken() != JsonToken.START_ARRAY || !isOne) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                each.accept(Texts.of(json, Set.of("name", "image", "imageID")));
            }
        }
    }

    /** An image may have several tags: the runtime prints one of them, and the spec has the one that was asked for. Both are its names. */
    void images(Consumer<RunningImage> each) {
        Map<String, String> waiting = new HashMap<>(wanted);
        for (Map<String, String> status : running) {
            String id = status.get("imageID");
            RunningImage.tryParse(status.get("image"), id).ifPresent(each);
            String asked = waiting.remove(status.get("name"));
            if (asked != null) {
                RunningImage.tryParse(asked, id).ifPresent(each);
            }
        }
        waiting.values().forEach(image -> RunningImage.tryParse(image, "").ifPresent(each));
    }

    boolean isOne() {
        return !wanted.isEmpty() || !running.isEmpty();
    }
}
