// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Output;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.serve.ServedRegistry;
import dev.salvor.serve.http.HttpFront;
import dev.salvor.serve.http.Limits;
import dev.salvor.serve.http.ServerSettings;
import dev.salvor.source.ImageSource;
import dev.salvor.source.layout.Pipes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves a storage as a read-only registry. */
@Command(
        name = "serve",
        description =
                "Serve a storage as a read-only registry, so that nodes can pull from it while the registry is down.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  salvor serve /storage                                          on 127.0.0.1:5000",
            "  salvor serve /storage --listen 0.0.0.0:5000 --insecure-listen  for the nodes of a cluster",
            "  salvor serve /storage --listen 0.0.0.0:5000 --tls-cert tls.crt --tls-key tls.key",
            "  salvor serve /storage --include 'devops/**' --check-content",
            "  salvor serve /storage --map '^dockerhub/='                     a proxy cache, for docker.io",
            "  skopeo copy --src-tls-verify=false docker://127.0.0.1:5000/devops/bmcx:1.1.0 dir:bmcx",
            "",
            "Exit codes: 0 ended by SIGTERM or Ctrl-C, 2 wrong usage, no storage or no repository in it, or it cannot listen."
        })
public final class ServeCommand implements Callable<Integer> {
    private static final Duration NOTICED = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Parameters(index = "0", paramLabel = "STORAGE", description = StorageParameter.DESCRIPTION)
    private Path storage;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private SourceOptions source;

    @Mixin
    private NameOptions names;

    @Mixin
    private ListenOptions listen;

    @Mixin
    private AccessOptions access;

    @Option(
            names = "--check-content",
            description = "Read each blob once before it first goes out, and serve none whose digest is not right.")
    private boolean checkContent;

    @Mixin
    private JobsOption jobs;

    @Mixin
    private LogFormatOption format;

    @Mixin
    private OutputOptions outputOptions;

    @Override
    public Integer call() throws InterruptedException {
        Output output = outputOptions.output();
        Stdin.requireOne(
                Stream.concat(source.stdinOptions(Optional.of(storage)).stream(), selection.stdinOption().stream()));
        ListenOptions.Address address = listen.address();
        access.require(listen);
        Limits limits = Limits.of(listen.requests());
        TargetNames served = names.names();
        Selection meant = selection.selection();
        source.pipes(Pipes.Use.NONE);
        source.requireRepository(storage, jobs.count(), output);
        ImageSource opened = source.open(storage, jobs.count(), output);
        ServedRegistry registry = new ServedRegistry(opened, meant, served, checkContent, InstantSource.system());
        ServerSettings settings = new ServerSettings(
                address.host(), address.port(), access.identity(output), access.logins(output), limits);
        try (Interruption _ = Interruption.asTheEnd((int) PATIENCE.toSeconds() + 2);
                HttpFront front = HttpFront.open(registry, settings, format.log(output))) {
            tell(output, settings, opened.root() + " on " + address.at(front.port()));
            untilInterrupted();
            front.drain(NOTICED, PATIENCE);
        }
        return ExitCode.DONE;
    }

    private void tell(Output output, ServerSettings settings, String what) {
        boolean isPlain = settings.tls().isEmpty();
        output.tell("serving " + what + (isPlain ? ", plain http" : ", https"));
        if (isPlain && listen.isInsecure()) {
            output.warn("--insecure-listen: whoever is on the way can read and change what is pulled");
        }
    }

    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // that is how it ends
        }
    }
}
