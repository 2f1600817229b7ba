// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Manifests;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What src/main/kubernetes/serve.yaml promises, as a cluster would read it. */
class ServeManifestTest {
    private static final Path FILE = Manifests.file("serve.yaml");
    private static final Deployment DEPLOYMENT = deployment(FILE);
    private static final Service SERVICE = Manifests.read(FILE, 1, "v1", Service.class);

    private static Deployment deployment(Path file) {
        return Manifests.read(file, 0, "apps/v1", Deployment.class);
    }

    private static PodSpec pod(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }

    private static Container container(Deployment deployment) {
        assertThat(pod(deployment).getContainers()).hasSize(1);
        return pod(deployment).getContainers().getFirst();
    }

    @Test
    void isReadyAfterOneEditOfTheVolume() {
        assertThat(Manifests.lines(FILE).filter(line -> line.contains("# EDIT")))
                .singleElement()
                .asString()
                .contains("claimName: harbor-registry # EDIT 1: ");
        assertThat(DEPLOYMENT.getMetadata().getNamespace()).isNull();
        assertThat(SERVICE.getMetadata().getNamespace()).isNull();
    }

    @Test
    void onePodReadsTheClaimOnly() {
        assertThat(DEPLOYMENT.getSpec().getReplicas()).isEqualTo(1);
        assertThat(DEPLOYMENT.getSpec().getStrategy().getType()).isEqualTo("Recreate");
        assertThat(pod(DEPLOYMENT).getVolumes()).extracting(Volume::getName).containsExactly("storage");
        assertThat(pod(DEPLOYMENT)
                        .getVolumes()
                        .getFirst()
                        .getPersistentVolumeClaim()
                        .getReadOnly())
                .isTrue();
        assertThat(container(DEPLOYMENT).getVolumeMounts()).allSatisfy(mount -> {
            assertThat(mount.getReadOnly()).isTrue();
            assertThat(container(DEPLOYMENT).getArgs()).contains(mount.getMountPath());
        });
    }

    @Test
    void isAsRestrictedAsPodSecurityAsks() {
        PodSpec pod = pod(DEPLOYMENT);
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10000);
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC()))
                .containsOnlyNulls();
        assertThat(container(DEPLOYMENT).getSecurityContext().getAllowPrivilegeEscalation())
                .isFalse();
        assertThat(container(DEPLOYMENT).getSecurityContext().getReadOnlyRootFilesystem())
                .isTrue();
        assertThat(container(DEPLOYMENT).getSecurityContext().getCapabilities().getDrop())
                .containsExactly("ALL");
    }

    @Test
    void theServiceLeadsToThePodOnThePortThatTheReadmeNames() throws IOException {
        assertThat(SERVICE.getSpec().getType()).isEqualTo("NodePort");
        assertThat(SERVICE.getSpec().getSelector())
                .isEqualTo(DEPLOYMENT.getSpec().getSelector().getMatchLabels())
                .isEqualTo(DEPLOYMENT.getSpec().getTemplate().getMetadata().getLabels());
        ServicePort port = SERVICE.getSpec().getPorts().getFirst();
        assertThat(port.getTargetPort().getStrVal())
                .isEqualTo(container(DEPLOYMENT).getPorts().getFirst().getName());
        assertThat(Files.readString(Path.of("README.md")))
                .contains("[host.\"http://10.0.0.7:" + port.getNodePort() + "\"]");
    }

    @Test
    void theProbesAskAtThePortOnWhichItListens() {
        Container container = container(DEPLOYMENT);
        assertThat(container.getArgs())
                .contains("--listen=0.0.0.0:" + container.getPorts().getFirst().getContainerPort());
        assertThat(Map.of("/livez", container.getLivenessProbe(), "/readyz", container.getReadinessProbe()))
                .allSatisfy(ServeManifestTest::assertAsks);
    }

    private static void assertAsks(String path, Probe probe) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("registry");
    }

    @Test
    void theArgumentsAreOnesThatServeTakes() {
        assertThat(command(container(DEPLOYMENT).getArgs())).isEqualTo("serve");
    }

    @Test
    void tlsTakesPlacesToUncommentAndOneToTakeOut(@TempDir Path directory) throws IOException {
        Path edited = directory.resolve("serve.yaml");
        Files.write(
                edited,
                Manifests.lines(FILE)
                        .filter(line -> !line.contains("- --insecure-listen"))
                        .map(line -> line.replaceFirst(
                                "^( *)# (- name: tls|  secret:|    secretName: salvor-tls|- --tls-\\S+|  mountPath: /tls|  readOnly: true)$",
                                "$1$2"))
                        .toList());
        Deployment deployment = deployment(edited);
        assertThat(pod(deployment).getVolumes().get(1).getSecret().getSecretName())
                .isEqualTo("salvor-tls");
        assertThat(container(deployment).getVolumeMounts().get(1).getMountPath())
                .isEqualTo("/tls");
        List<String> args = container(deployment).getArgs();
        assertThat(args).endsWith("--tls-cert=/tls/tls.crt", "--tls-key=/tls/tls.key");
        assertThat(command(args)).isEqualTo("serve");
    }

    private static String command(List<String> args) {
        return new CommandLine(new App())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(args.toArray(String[]::new))
                .subcommand()
                .commandSpec()
                .name();
    }
}
