// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a text that sends its reader to a document.
 *
 * @param line of the text, from 1 on
 * @param target what is cited
 */
record Citation(int line, Target target) {
    /** The blank, or the end of a line and the marks with which the comment goes on. */
    private static final String GAP = "(?:[ \\t]|\\R[ \\t]*(?:\\*|//|#)?[ \\t]*)+";

    private static final String SECTION = "\u00a7(\\d+(?:\\.\\d+)*)";
    /** In a shell script's message the quotes come with a backslash. */
    private static final Pattern FILE =
            Pattern.compile("([\\w/-]+\\.md|\\bREADME)\\b(?:," + GAP + "\\\\?\"([^\"\\\\\\n]+)\\\\?\")?");
    /** Behind a file's name, one section after another. */
    private static final Pattern NEXT_SECTION = Pattern.compile("(?:,|" + GAP + "(?:and|to))?" + GAP + SECTION);

    /** The same in another form, which would escape. */
    private static final Pattern UNMARKED = Pattern.compile(
            GAP + "((?:section" + GAP + ")?\\d[\\d.]*)|,?" + GAP + "(section" + GAP + "(?:\\d[\\d.]*|\"[^\"\\n]*\"))");

    private static final Pattern ANY_SECTION = Pattern.compile("\u00a7(?:\\d+(?:\\.\\d+)*)?");
    private static final Pattern RULE =
            Pattern.compile("\\brules?" + GAP + "(\\d+)(?:" + GAP + "(?:to|and)" + GAP + "(\\d+))?");
    /** Documents of others: the project's name goes before. */
    private static final Pattern FOREIGN =
            Pattern.compile("(?:image-spec|distribution|docker-credential-helpers)," + GAP + "$");

    /** As far as that looks back. */
    private static final int BEFORE = 80;

    /** What a citation means. */
    sealed interface Target {
        record File(String name) implements Target {}

        record Section(String file, String number) implements Target {}

        record Heading(String file, String title) implements Target {}

        record Rule(String number) implements Target {}

        /** A section of no document. */
        record Homeless(String section) implements Target {}
    }

    /** All citations of a text, except those of other projects' documents. */
    static List<Citation> in(String text) {
        List<Citation> found = new ArrayList<>();
        int end = 0;
        Matcher file = FILE.matcher(text);
        while (file.find()) {
            addHomeless(text, end, file.start(), found);
            boolean foreign = FOREIGN.matcher(text.substring(Math.max(0, file.start() - BEFORE), file.start()))
                    .find();
            end = file.end();
            if (!foreign) {
                end = addFile(text, file, found);
            }
        }
        addHomeless(text, end, text.length(), found);
        RULE.matcher(text).results().forEach(rule -> {
            found.add(new Citation(line(text, rule.start()), new Target.Rule(rule.group(1))));
            if (rule.group(2) != null) {
                found.add(new Citation(line(text, rule.start()), new Target.Rule(rule.group(2))));
            }
        });
        return found;
    }

    /** @return where the citation ends */
    private static int addFile(String text, Matcher file, List<Citation> found) {
        int line = line(text, file.start());
        String name = file.group(1).replaceFirst("^src/docs/", "").replaceFirst("^README$", "README.md");
        found.add(new Citation(line, new Target.File(name)));
        if (file.group(2) != null) {
            found.add(new Citation(line, new Target.Heading(name, file.group(2))));
        }
        int end = file.end();
        Matcher unmarked = UNMARKED.matcher(text).region(end, text.length());
        if (unmarked.lookingAt()) {
            String section = unmarked.group(1) == null ? unmarked.group(2) : unmarked.group(1);
            found.add(new Citation(line, new Target.Homeless(section)));
        }
        Matcher section = NEXT_SECTION.matcher(text);
        while (section.region(end, text.length()).lookingAt()) {
            found.add(new Citation(line, new Target.Section(name, section.group(1))));
            end = section.end();
        }
        return end;
    }

    private static void addHomeless(String text, int start, int end, List<Citation> found) {
        Matcher section = ANY_SECTION.matcher(text).region(start, end);
        while (section.find()) {
            found.add(new Citation(line(text, section.start()), new Target.Homeless(section.group())));
        }
    }

    private static int line(String text, int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}
