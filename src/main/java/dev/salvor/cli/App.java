// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;

/** What is typed first. */
@TopCommand
@Command(
        name = "salvor",
        description =
                "Saves the images of a registry that is down: reads its storage, pushes what another registry lacks.",
        subcommands = {
            ScanCommand.class,
            InspectCommand.class,
            VerifyCommand.class,
            TagsCommand.class,
            CheckCommand.class,
            PlanCommand.class,
            SyncCommand.class,
            ExportCommand.class,
            ServeCommand.class,
            CompletionCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  salvor scan /storage                       what is in there",
            "  salvor verify /storage                     whether all of it is there",
            "  salvor check harbor.example.com /storage   whether it would take them",
            "  salvor plan /storage harbor.example.com    what a sync would do",
            "  salvor sync /storage harbor.example.com    push what is missing",
            "  salvor export /storage /mnt/disk/carried   write images into files, to carry them over",
            "  salvor serve /storage                      let nodes pull from it, meanwhile",
            "",
            "Each command has its own --help. Each option --some-thing can be set by SALVOR_SOME_THING."
        })
public final class App {}
