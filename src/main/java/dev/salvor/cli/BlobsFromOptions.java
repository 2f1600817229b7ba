// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.Failure;
import dev.salvor.operation.RegistrySpare;
import dev.salvor.operation.Target;
import dev.salvor.output.Output;
import dev.salvor.plan.Delivery;
import dev.salvor.registry.Load;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.Authentication;
import dev.salvor.registry.http.Backoff;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.login.CredentialLookup;
import dev.salvor.registry.login.Environment;
import dev.salvor.registry.login.FoundCredentials;
import dev.salvor.registry.route.ConnectionRoute;
import dev.salvor.registry.route.ProxyRules;
import dev.salvor.registry.tls.CertsDirectories;
import dev.salvor.registry.tls.TlsSettings;
import dev.salvor.source.ImageSource;
import dev.salvor.source.Spare;
import dev.salvor.source.spare.HealedSource;
import dev.salvor.source.spare.LocalSpares;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where what a storage lacks may still be. */
public final class BlobsFromOptions {
    private static final String NAME = "--blobs-from";
    private static final Pattern REGISTRY = Pattern.compile("(docker|https?)://.*");
    /** It is a help, and must not hold up the run for long. */
    private static final int TRIES = 3;

    @Option(
            names = NAME,
            paramLabel = "PATH|docker://REGISTRY",
            description =
                    "Take blobs and manifests that STORAGE lacks or has broken from here, by their digest: another registry's storage, an OCI"
                            + " layout, skopeo's dir: images, files named by their digest, a node's /var/lib/containerd, or a registry that has"
                            + " the same repositories. Repeatable: asked in this order.")
    private List<String> places = new ArrayList<>();

    /** @throws Usage if there are some, and no blobs are sent */
    void requireSent(Delivery delivery) {
        if (delivery == Delivery.IN_PLACE && !places.isEmpty()) {
            throw new Usage(
                    NAME
                            + " with --same-storage: blobs that are missing on the volume are missing on the registry, and none is sent there",
                    "Leave --same-storage out.");
        }
    }

    /** Opens them, and says what each is. */
    ImageSource over(ImageSource storage, int jobs, Output output) {
        if (places.isEmpty()) {
            return storage;
        }
        List<Spare> spares = new ArrayList<>();
        for (String place : places) {
            Spare spare = open(place, jobs, output);
            output.tell(NAME + " " + spare.name() + ": " + spare.kind());
            spares.add(spare);
        }
        return new HealedSource(storage, spares);
    }

    private static Spare open(String place, int jobs, Output output) {
        if (REGISTRY.matcher(place).matches()) {
            try {
                return RegistrySpare.connect(place, address(place, jobs, output), new OutputListener(output));
            } catch (Failure e) {
                output.warn(NAME + " " + place + " cannot be used");
                throw e;
            }
        }
        try {
            return LocalSpares.open(Path.of(place), output::warn);
        } catch (Failure.Source e) {
            throw new Failure.Source(
                    NAME + ": " + e.getMessage(),
                    e.advice() + "\nOr another registry: docker://mirror.example.com[/prefix].",
                    e);
        }
    }

    /** As its own host says: what is typed for the target is about the target. */
    private static Target.Address address(String place, int jobs, Output output) {
        Endpoint endpoint = Endpoint.parse(place, "");
        Environment environment = Environment.ofProcess();
        ConnectionSettings settings = ConnectionSettings.of(
                new TlsSettings(true, List.of(), CertsDirectories.of(endpoint.authority(), environment.home())),
                new ConnectionRoute(ProxyRules.of(System.getenv()), List.of()),
                System.getenv(),
                jobs,
                "salvor/" + Version.number());
        FoundCredentials login = new CredentialLookup(environment, output::warn).find(endpoint, endpoint.prefix());
        return new Target.Address(
                endpoint,
                settings,
                login,
                () -> new CredentialLookup(environment, output::warn)
                        .find(endpoint, endpoint.prefix())
                        .credentials(),
                new Load(jobs, 0, 0),
                Backoff.of(TRIES),
                Authentication.AUTO);
    }
}
