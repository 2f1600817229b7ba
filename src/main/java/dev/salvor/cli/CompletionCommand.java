// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.Failure;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scripts that let a shell complete what is typed. */
@Command(
        name = "completion",
        description = "Print the script that makes a shell complete salvor's commands and options.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(salvor completion bash)                                      for this shell",
            "  salvor completion bash > /etc/bash_completion.d/salvor                for all",
            "  source <(salvor completion zsh)                                       for this shell, or in ~/.zshrc",
            "  salvor completion fish > ~/.config/fish/completions/salvor.fish"
        })
public final class CompletionCommand implements Runnable {
    private static final Pattern VALUES = Pattern.compile("(_args=)(\\((?:\"[A-Z_]+\" ?)+\\))");

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    /** The shells that salvor knows. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    /** The values of enums, as the help spells them; picocli has them in capitals. */
    private static String inLowerCase(String script) {
        return VALUES.matcher(script)
                .replaceAll(line ->
                        Matcher.quoteReplacement(line.group(1) + line.group(2).toLowerCase(Locale.ROOT)));
    }

    @Override
    public void run() {
        CommandLine salvor = spec.root().commandLine();
        String name = salvor.getCommandName();
        String script = switch (shell) {
            // picocli's script makes zsh complete as bash does (bashcompinit)
            case BASH, ZSH -> inLowerCase(AutoComplete.bash(name, salvor));
            case FISH -> new FishCompletion(name).script(salvor);
        };
        PrintWriter out = spec.commandLine().getOut();
        out.print(script);
        if (out.checkError()) {
            throw new Failure.Source("the script could not be written to stdout", "Is its disk full?");
        }
    }
}
