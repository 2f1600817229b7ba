// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Pages of the REST API with all their oddities (16 "paging …", "page_size=…", "page=0"). */
final class Paging {
    private static final int DEFAULT_SIZE = 10;
    private static final int MOST = 100;

    private Paging() {}

    static HttpAnswer page(HttpRequest request, List<? extends JsonNode> all) {
        int page = number(request, "page", 1);
        int size = number(request, "page_size", DEFAULT_SIZE);
        if (size > MOST) {
            throw HttpRefusal.unprocessable("page_size in query should be less than or equal to 100");
        }
        long from = size > 0 ? (Math.max(page, 1) - 1L) * size : 0;
        long count = size > 0 ? size : all.size();
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        all.stream().skip(from).limit(count).forEach(shown::add);
        List<String> links = new ArrayList<>();
        if (size > 0 && page > 1 && from < all.size()) {
            links.add(link(request, page - 1, size, "prev"));
        }
        if (size != 0 && (long) page * size < all.size()) {
            links.add(link(request, page + 1, size, "next"));
        }
        HttpAnswer answer = HttpAnswer.api(shown).with("X-Total-Count", Integer.toString(all.size()));
        return links.isEmpty() ? answer : answer.with("Link", String.join(" , ", links));
    }

    private static int number(HttpRequest request, String name, int otherwise) {
        String text = request.parameter(name).orElse("");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw HttpRefusal.unprocessable(name + " in query must be of type int64: \"" + text + "\"");
        }
    }

    /** The query is sorted by name, and not encoded. */
    private static String link(HttpRequest request, int page, int size, String rel) {
        SortedMap<String, String> query = new TreeMap<>();
        for (String each : request.query().split("&")) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                query.put(
                        each.substring(0, equals),
                        URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        query.put("page", Integer.toString(page));
        query.put("page_size", Integer.toString(size));
        String joined = query.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
        String path = request.head().path().split("\\?")[0];
        return "<" + path + "?" + joined + ">; rel=\"" + rel + "\"";
    }
}
