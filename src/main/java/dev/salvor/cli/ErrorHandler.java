// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.Failure;
import dev.salvor.output.FailureText;
import dev.salvor.output.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line, advice and an exit code. */
final class ErrorHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final Pattern ENUM_WORDS = Pattern.compile("(?s)(expected one of .*) but was ('.*')$");

    private final TwinVariables variables;

    ErrorHandler() {
        this(System.getenv());
    }

    ErrorHandler(Map<String, String> environment) {
        this.variables = new TwinVariables(environment);
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        tell(
                err,
                DetachedValue.complaint(command.getCommandSpec(), List.of(args)).orElseGet(() -> blamed(e, args)));
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        }
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        return switch (e) {
            case Failure failure -> {
                tell(err, FailureText.message(failure));
                advise(err, FailureText.advice(failure));
                if (failure instanceof Failure.Source) {
                    blame(err, parsed, FailureText.message(failure));
                }
                trace(err, parsed, failure);
                yield ExitCode.of(failure);
            }
            case Usage usage -> {
                tell(err, usage.getMessage());
                advise(err, usage.advice());
                blame(err, parsed, usage.getMessage());
                yield ExitCode.USAGE;
            }
            case CancellationException _ -> {
                err.println("interrupted");
                yield ExitCode.INTERRUPTED;
            }
            case Bug bug -> bug(err, parsed, bug.getCause());
            default -> bug(err, parsed, e);
        };
    }

    private void blame(PrintWriter err, ParseResult parsed, String message) {
        variables
                .behind(message, innermost(parsed).commandSpec(), parsed.originalArgs())
                .forEach(line -> advise(err, line));
    }

    /** What is wrong, and the variable that it is in, if nobody typed it. */
    private String blamed(ParameterException e, String[] args) {
        String variable = e.getArgSpec() instanceof OptionSpec option
                ? variables
                        .of(option, List.of(args))
                        .map(its -> its + " in the environment: ")
                        .orElse("")
                : "";
        return variable + message(e);
    }

    private static int bug(PrintWriter err, ParseResult parsed, Throwable thrown) {
        tell(err, "this is a bug in salvor: " + thrown);
        advise(err, "Please report it, with the stack trace that --verbose prints.");
        trace(err, parsed, thrown);
        return ExitCode.BUG;
    }

    /** Runs the command. Picocli hands on exceptions only: of an Error it would leave a bare stack trace. */
    static int execute(ParseResult parsed) {
        if (HelpText.isAskedFor(parsed)) {
            HelpText.prepare(parsed.commandSpec().commandLine(), HelpWidth.of(System.getenv()));
        } else {
            requireJoinedValues(parsed);
        }
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (Error e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), e.toString(), new Bug(e));
        }
    }

    /** What stands where no value can may still be taken for STORAGE or REGISTRY. */
    private static void requireJoinedValues(ParseResult parsed) {
        CommandSpec command = innermost(parsed).commandSpec();
        DetachedValue.complaint(command, parsed.originalArgs()).ifPresent(complaint -> {
            throw new ParameterException(command.commandLine(), complaint);
        });
    }

    /** Picocli's words, but no values: what is typed behind {@code --password} or {@code --password-stdin} is nobody's business. */
    private static String message(ParameterException e) {
        return switch (e) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched.getUnmatched());
            // it names the option, and there is no value
            case MissingParameterException _ -> e.getMessage();
            default ->
                e.getArgSpec() instanceof OptionSpec option
                                && option.longestName().startsWith("--pass")
                        ? option.longestName() + " takes no such value"
                        : e.getArgSpec() != null && e.getArgSpec().type().isEnum() ? unknownValue(e) : e.getMessage();
        };
    }

    /** Picocli has the names of Java's constants; the label has the values as they are typed. */
    private static String unknownValue(ParameterException e) {
        Matcher words = ENUM_WORDS.matcher(e.getMessage());
        return words.replaceFirst(found -> Matcher.quoteReplacement(
                found.group(2) + " is none of " + e.getArgSpec().paramLabel().replace("|", ", ")));
    }

    private static String unmatched(List<String> arguments) {
        List<String> options = arguments.stream()
                .filter(argument -> argument.startsWith("-"))
                .map(ErrorHandler::name)
                .toList();
        if (options.isEmpty()) {
            return arguments.size() == 1
                    ? "There is one argument too many"
                    : "There are " + arguments.size() + " arguments too many";
        }
        return (options.size() == 1 ? "Unknown option: " : "Unknown options: ") + String.join(", ", options);
    }

    /** Of {@code --name=value} and {@code -nvalue}. */
    private static String name(String option) {
        return "'"
                + (option.startsWith("--")
                        ? option.split("=", 2)[0]
                        : option.substring(0, Math.min(2, option.length())))
                + "'";
    }

    private static void tell(PrintWriter err, String message) {
        err.println("salvor: " + Printable.of(message));
    }

    private static void advise(PrintWriter err, String advice) {
        advice.lines().map(Printable::of).forEach(err::println);
    }

    private static void trace(PrintWriter err, ParseResult parsed, Throwable e) {
        if (innermost(parsed).matchedOptionValue("--verbose", false)) {
            e.printStackTrace(err);
        }
    }

    private static ParseResult innermost(ParseResult parsed) {
        ParseResult inner = parsed;
        while (inner.hasSubcommand()) {
            inner = inner.subcommand();
        }
        return inner;
    }
}
