// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads a plain {@code pg_dump}, or the output of {@code pg_dumpall}, for the tags of Harbor's database. */
final class DumpReader {
    private static final String BEGIN = "-- PostgreSQL database dump";
    private static final String COMPLETE = "-- PostgreSQL database dump complete";
    private static final String BEGIN_ALL = "-- PostgreSQL database cluster dump";
    private static final String COMPLETE_ALL = "-- PostgreSQL database cluster dump complete";
    private static final String CONNECT = "\\connect ";
    private static final String END_OF_ROWS = "\\.";
    private static final String INSERT = "INSERT INTO ";
    private static final String ADVICE =
            "It takes a dump of Harbor's database, which is called 'registry', by plain pg_dump, with the tables"
                    + " artifact, tag and repository.";

    private static final int NAMED = 10;

    private final TagListBuilder names;
    private HarborTables tables = new HarborTables();
    private final Set<String> seen = new TreeSet<>();
    /** What the database lacks that lacks the least. */
    private List<String> missing = HarborTables.NEVER_MISSING;

    private boolean isHarbors;
    private boolean inserts;
    /** Dumps that were begun and are not complete yet. */
    private int open;
    /** Where the rows stopped that are read at the moment; empty outside of them. */
    private String unfinished = "";

    DumpReader(TagListBuilder names) {
        this.names = names;
    }

    /** @throws Failure.Source if it is no dump of Harbor's database, or lacks a table without which there is no tag */
    TagList read(Lines lines) {
        boolean isWhole = true;
        try {
            while (lines.next()) {
                statement(lines);
            }
        } catch (IOException e) {
            isWhole = false;
            names.complaints()
                    .unreadable("cannot be read beyond line " + lines.number() + ": " + Message.of(e)
                            + "; tags may be missing");
        }
        if (isWhole && (open > 0 || !unfinished.isEmpty())) {
            isWhole = false;
            names.complaints()
                    .unreadable("the dump ends in the middle" + (unfinished.isEmpty() ? "" : " of " + unfinished)
                            + ", at line " + lines.number() + ": tags may be missing"
                            + (tables.knowsDeleted() ? "" : ", and what was deleted on purpose is not all known"));
        }
        finishDatabase(isWhole);
        if (!isHarbors) {
            throw notHarbors(isWhole);
        }
        return names.build("a pg_dump of Harbor's database", isWhole);
    }

    private void statement(Lines lines) throws IOException {
        if (lines.startsWith("COPY ")) {
            Optional<CopyBlock> block = CopyBlock.tryParse(lines.text());
            if (block.isPresent()) {
                rows(block.get(), lines);
            }
        } else if (lines.startsWith(CONNECT)) {
            finishDatabase(true);
        } else if (lines.startsWith(INSERT)) {
            inserts = true;
        } else if (lines.startsWith("--")) {
            switch (lines.text().strip()) {
                case BEGIN, BEGIN_ALL -> open++;
                case COMPLETE, COMPLETE_ALL -> open--;
                default -> {}
            }
        }
    }

    private void rows(CopyBlock block, Lines lines) throws IOException {
        Optional<int[]> places = tables.begin(block);
        unfinished = "table " + block.table();
        while (lines.next()) {
            if (lines.length() == END_OF_ROWS.length() && lines.startsWith(END_OF_ROWS)) {
                unfinished = "";
                tables.end(block);
                return;
            }
            // a row without its end may lack half a name
            if (places.isPresent() && lines.isEnded()) {
                tables.row(block.table(), new CopyRow(lines, places.get()))
                        .ifPresent(wrong -> names.complaints()
                                .unreadable("line " + lines.number() + ", a row of table " + block.table() + ": "
                                        + wrong
                                        + (lines.isCut()
                                                ? " in its beginning, and it is longer than " + Lines.LONGEST + " bytes"
                                                : "")));
            }
        }
    }

    /** What follows is of another database, whose ids are its own. */
    private void finishDatabase(boolean isWhole) {
        seen.addAll(tables.seen());
        missing = tables.missing().size() <= missing.size() ? tables.missing() : missing;
        if (tables.missing().isEmpty() || !isWhole && tables.isHarbors()) {
            isHarbors = true;
            tables.into(names);
            if (!tables.knowsDeleted()) {
                names.lacksDeleted();
            }
        }
        tables = new HarborTables();
    }

    private Failure.Source notHarbors(boolean isWhole) {
        String what = "'" + names.list() + "' is a PostgreSQL dump ";
        if (inserts) {
            return new Failure.Source(
                    what + "of INSERT statements, which is not read", "Dump it again without --inserts.");
        }
        if (seen.isEmpty()) {
            return new Failure.Source(what + "without rows" + (isWhole ? "" : ", or cut before its first"), ADVICE);
        }
        return new Failure.Source(
                what + "without Harbor's " + (missing.size() == 1 ? "table " : "tables ")
                        + String.join(" and ", missing)
                        + "; it has: "
                        + seen.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (seen.size() > NAMED ? " and others" : ""),
                ADVICE);
    }
}
