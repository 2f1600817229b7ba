// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A line of a table.
 *
 * @param fields none if it is blank or a comment
 * @param fault why it has none; empty if nothing is wrong
 */
record TableRow(List<String> fields, String fault) {
    private static final String SEPARATORS = "\t,;";
    private static final CsvFactory CSV = CsvFactory.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .build();

    TableRow {
        fields = List.copyOf(fields);
    }

    static TableRow of(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return new TableRow(List.of(), "");
        }
        int separator = SEPARATORS
                .chars()
                .filter(each -> text.indexOf(each) >= 0)
                .findFirst()
                .orElse(' ');
        // any number of spaces between two columns is no CSV
        return separator == ' '
                ? new TableRow(Arrays.asList(text.split("\\s+", -1)), "")
                : separated(text, (char) separator);
    }

    static TableRow broken(String fault) {
        return new TableRow(List.of(), fault);
    }

    boolean isBlank() {
        return fields.isEmpty() && fault.isEmpty();
    }

    private static TableRow separated(String text, char separator) {
        List<String> fields = new ArrayList<>();
        try (CsvParser parser = CSV.createParser(text)) {
            parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    fields.add(parser.getText());
                }
            }
            return new TableRow(fields, "");
        } catch (JsonProcessingException e) {
            // its own place is that in this one line
            return broken(e.getOriginalMessage().lines().findFirst().orElse("it is no CSV"));
        } catch (IOException e) {
            return broken(Message.of(e));
        }
    }
}
