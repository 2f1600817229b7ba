// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.source.SourceProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a list. Of very many the first are kept: a file of something else has nothing but problems. */
final class Complaints {
    private static final int MOST = 1000;
    private static final int QUOTED = 300;

    private final Path list;
    private final List<SourceProblem> problems = new ArrayList<>();
    private long left;
    private boolean isAnyUnreadable;

    Complaints(String list) {
        this.list = Path.of(list.replace('\0', '?'));
    }

    /** What no registry takes. */
    void skipped(String reason) {
        add(SourceProblem.skipped(list, brief(reason)));
    }

    /** What may have had more names. */
    void unreadable(String reason) {
        isAnyUnreadable = true;
        add(SourceProblem.unreadable(list, brief(reason)));
    }

    /** What was read all the same. */
    void repaired(String reason) {
        add(SourceProblem.repaired(list, reason));
    }

    private static String brief(String reason) {
        return reason.length() <= QUOTED ? reason : reason.substring(0, QUOTED) + "…";
    }

    private void add(SourceProblem problem) {
        if (problems.size() < MOST) {
            problems.add(problem.ofList());
        } else {
            left++;
        }
    }

    boolean isAnyUnreadable() {
        return isAnyUnreadable;
    }

    List<SourceProblem> all() {
        List<SourceProblem> all = new ArrayList<>(problems);
        if (left > 0) {
            String more = left + " more problems, not listed";
            SourceProblem rest =
                    isAnyUnreadable ? SourceProblem.unreadable(list, more) : SourceProblem.skipped(list, more);
            all.add(rest.ofList());
        }
        return all;
    }
}
