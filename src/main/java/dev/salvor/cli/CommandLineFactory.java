// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import picocli.CommandLine;

/** The command line with salvor's manners: errors in the user's words, defaults from the environment. */
@ApplicationScoped
class CommandLineFactory {

    @Produces
    CommandLine commandLine(PicocliCommandLineFactory factory) {
        ErrorHandler errors = new ErrorHandler();
        return factory.create()
                .setExecutionStrategy(ErrorHandler::execute)
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors)
                .setDefaultValueProvider(new EnvironmentDefaults(System.getenv()))
                .registerConverter(Path.class, PathArgument.ofThisProcess())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpLongOptionsMaxWidth(34);
    }
}
