// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Output;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.login.Environment;
import dev.salvor.registry.tls.CertsDirectories;
import dev.salvor.registry.tls.TlsSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which registry is believed to be the one that was meant. */
public final class TlsOptions {
    @Option(
            names = "--tls-verify",
            paramLabel = "BOOL",
            arity = "0..1",
            fallbackValue = "true",
            preprocessor = AttachedValue.class,
            description = "Check the registry's certificate (default: true); --tls-verify=false accepts any.")
    private boolean verify = true;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM file with CAs to trust besides the operating system's; repeatable.")
    private List<Path> caFiles = new ArrayList<>();

    TlsSettings settings(Endpoint endpoint, Output output) {
        if (!verify) {
            output.warn("--tls-verify=false: the registry's certificate is not checked, anybody may be answering");
        }
        Path home = Environment.ofProcess().home();
        return new TlsSettings(verify, caFiles, CertsDirectories.of(endpoint.authority(), home));
    }
}
