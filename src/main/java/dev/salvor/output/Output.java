// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.Failure;
import java.io.PrintStream;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The two streams of a command. One lock keeps lines of different threads, and the status line, apart. */
public final class Output {
    private static final String ERASE_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final boolean verbose;
    private final Lock lock = new ReentrantLock();
    private boolean statusShown;

    /** @param terminal whether err is one, so that a line can be rewritten */
    public Output(PrintStream out, PrintStream err, boolean terminal, boolean verbose) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.verbose = verbose;
    }

    /**
     * Prints the result, as it is.
     *
     * @throws Failure.Source if stdout does not take it: a list that lost its end must not look whole
     */
    public void result(String text) {
        lock.lock();
        try {
            eraseStatus();
            out.print(text);
            if (out.checkError()) {
                throw new Failure.Source(
                        "the result could not be written to stdout", "Is its disk full, or its reader gone?");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Prints a line of a result that comes piece by piece. Nobody may be left to read it: that ends nothing. */
    void line(String text) {
        lock.lock();
        try {
            eraseStatus();
            out.println(text);
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    /** Tells something of the story, one line. */
    public void tell(String line) {
        lock.lock();
        try {
            eraseStatus();
            err.println(Printable.of(line));
        } finally {
            lock.unlock();
        }
    }

    public void warn(String line) {
        tell("warning: " + line);
    }

    /** Tells what only {@code --verbose} wants to know. */
    public void trace(String line) {
        if (verbose) {
            tell(line);
        }
    }

    public boolean isTerminal() {
        return terminal;
    }

    /** Rewrites the status line of a terminal. */
    void status(String line) {
        lock.lock();
        try {
            err.print(ERASE_LINE + Printable.of(line));
            err.flush();
            statusShown = true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the status line away. */
    void clearStatus() {
        lock.lock();
        try {
            eraseStatus();
        } finally {
            lock.unlock();
        }
    }

    private void eraseStatus() {
        if (statusShown) {
            err.print(ERASE_LINE);
            err.flush();
            statusShown = false;
        }
    }
}
