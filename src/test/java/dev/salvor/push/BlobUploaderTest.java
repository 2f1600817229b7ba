// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.plan.Homes;
import dev.salvor.registry.Load;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.Backoff;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.route.ConnectionRoute;
import dev.salvor.registry.tls.TlsSettings;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobUploaderTest {
    private static final RepositoryName HERE = new RepositoryName("p/app");

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @Test
    void theSessionOfARefusedMountIsCancelledIfTheBlobCannotBeSent() throws RefusedException {
        StorageFixtures.write(storage, images -> images.image("p/app", "v1", List.of(TestContent.layer(1, 100))));
        Blob missing = new Blob(Digest.of(TestContent.layer(2, 100)), 100);
        try (RegistryProcess process = RegistryProcess.over(target).start();
                RegistryConnection connection = open(process.host())) {
            Destination destination = new RegistryDestination(connection, _ -> {});
            BlobUploader uploader = new BlobUploader(
                    Storage.open(storage), destination, new SharedBlobs(new Homes(), new BlobCounts()));
            assertThat(destination.reuse(HERE, missing.digest(), new RepositoryName("p/home")))
                    .isInstanceOfSatisfying(
                            Destination.Reuse.Begun.class,
                            begun -> assertThatThrownBy(
                                            () -> uploader.upload(HERE, HERE, missing, Optional.of(begun.opened())))
                                    .isInstanceOf(SourceFaultException.class));
            assertThat(process.accessLog().count("DELETE")).isEqualTo(1);
        }
    }

    private static RegistryConnection open(String host) {
        ConnectionSettings settings = ConnectionSettings.of(
                new TlsSettings(true, List.of(), List.of()), ConnectionRoute.direct(), Map.of(), 1, "salvor/test");
        return RegistryConnection.open(
                Endpoint.parse(host, ""),
                new RegistryConnection.Parameters(
                        settings,
                        new Credentials.Anonymous(),
                        "the test",
                        Load.of(1),
                        new Backoff(
                                1,
                                Duration.ofMillis(1),
                                Duration.ofMillis(2),
                                Duration.ofMillis(1),
                                Duration.ofSeconds(5)),
                        _ -> {},
                        _ -> {}));
    }
}
