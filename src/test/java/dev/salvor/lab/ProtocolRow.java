// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * A row of a protocol table: what a client is told to do, what it meets, what must come of it. The tables are JSON files.
 *
 * @param name says it in words; {@code toString}, so that a parameterized test is called so
 * @param verb what the client is told; the test that reads the table knows its form
 * @param exchanges for a {@link StubRegistry}
 * @param expect what must come of it, as {@code verb}; a missing node if not said
 */
public record ProtocolRow(String name, JsonNode verb, List<Exchange> exchanges, JsonNode expect) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);

    public ProtocolRow {
        Objects.requireNonNull(name, "name");
        verb = verb == null ? MissingNode.getInstance() : verb;
        exchanges = exchanges == null ? List.of() : List.copyOf(exchanges);
        expect = expect == null ? MissingNode.getInstance() : expect;
    }

    /**
     * The rows of a table, in order.
     *
     * @param resource on the test class path, such as {@code protocol/retries.json}
     * @throws UncheckedIOException if there is no such table, or a row has an unknown field
     */
    public static List<ProtocolRow> load(String resource) {
        try (InputStream in = ProtocolRow.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return List.of(JSON.readValue(in, ProtocolRow[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
