// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Manifests;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What src/main/kubernetes promises, as a cluster would read it. */
class KubernetesManifestsTest {
    private static final String STORAGE = "storage";
    private static final String LOGIN = "login";

    /** Those that push; {@link ServeManifestTest} has the one that serves. */
    static Stream<Path> all() {
        return Manifests.files().stream().filter(file -> !file.endsWith("serve.yaml"));
    }

    @Test
    void thereIsOneForEachWayToRun() {
        assertThat(all().map(file -> file.getFileName().toString()))
                .containsExactly("cronjob.yaml", "indexed-job.yaml", "job-hostpath.yaml", "job.yaml");
    }

    @ParameterizedTest
    @MethodSource("all")
    void isReadyAfterTwoEditsOfTheVolumeAndTheRegistry(Path file) {
        List<String> edits =
                Manifests.lines(file).filter(line -> line.contains("# EDIT")).toList();
        assertThat(edits).hasSize(2);
        assertThat(edits.get(0)).containsPattern("(claimName|path): \\S+ # EDIT 1: ");
        assertThat(edits.get(1)).containsPattern("- harbor.example.com # EDIT 2: ");
        assertThat(Manifests.metadata(file).getNamespace())
                .as("given by kubectl -n")
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isAsRestrictedAsPodSecurityAsks(Path file) {
        PodSpec pod = Manifests.pod(file);
        PodSecurityContext security = pod.getSecurityContext();
        assertThat(security.getRunAsUser()).isEqualTo(10000);
        assertThat(security.getRunAsNonRoot()).isTrue();
        assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC()))
                .containsOnlyNulls();
        SecurityContext container = container(pod).getSecurityContext();
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getCapabilities().getAdd()).isEmpty();
        assertThat(container.getPrivileged()).isNull();
        assertThat(container.getRunAsUser()).as("left to the pod").isNull();
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsTheStorageOnly(Path file) {
        assertThat(mount(file, STORAGE).getReadOnly()).isTrue();
        assertThat(container(Manifests.pod(file)).getArgs())
                .contains(mount(file, STORAGE).getMountPath());
        assertThat(Manifests.pod(file).getVolumes()).extracting(Volume::getName).containsExactly(STORAGE, LOGIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"job.yaml", "cronjob.yaml", "indexed-job.yaml"})
    void theStorageIsAClaim(String name) {
        Volume storage = volume(Manifests.file(name), STORAGE);
        assertThat(storage.getPersistentVolumeClaim().getClaimName()).isEqualTo("harbor-registry");
        assertThat(storage.getPersistentVolumeClaim().getReadOnly()).isTrue();
        assertThat(storage.getHostPath()).isNull();
    }

    @Test
    void orADirectoryOfTheNodeThatTheLabelIsOnWhateverItsTaints() {
        Path file = Manifests.file("job-hostpath.yaml");
        assertThat(volume(file, STORAGE).getHostPath().getType()).isEqualTo("Directory");
        assertThat(volume(file, STORAGE).getPersistentVolumeClaim()).isNull();
        Map<String, String> selector = Manifests.pod(file).getNodeSelector();
        assertThat(Manifests.lines(file))
                .containsOnlyOnce(
                        "#   kubectl label node NODE salvor.dev/storage=" + selector.get("salvor.dev/storage"))
                .contains("#   kubectl label namespace salvor pod-security.kubernetes.io/enforce=privileged");
        assertThat(Manifests.pod(file).getTolerations()).singleElement().satisfies(toleration -> {
            assertThat(toleration.getOperator()).isEqualTo("Exists");
            assertThat(toleration.getKey()).isNull();
            assertThat(toleration.getEffect()).isNull();
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void theLoginIsAMountedSecretOfTheTypeForRegistries(Path file) {
        String secret = volume(file, LOGIN).getSecret().getSecretName();
        assertThat(Manifests.lines(file))
                .anyMatch(line -> line.contains("create secret docker-registry " + secret + " "))
                .anyMatch(line -> line.contains("--type=kubernetes.io/dockerconfigjson"));
        assertThat(mount(file, LOGIN).getReadOnly()).isTrue();
        assertThat(container(Manifests.pod(file)).getArgs())
                .containsSequence("--authfile", mount(file, LOGIN).getMountPath() + "/.dockerconfigjson");
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPrivateCaTakesThreePlacesToUncomment(Path file, @TempDir Path directory) throws IOException {
        String commented =
                "^( *)# (- name: ca|  configMap:|    name: salvor-ca|- --ca-file=\\S+|  mountPath: /ca|  readOnly: true)$";
        Path edited = directory.resolve(file.getFileName());
        Files.write(
                edited,
                Manifests.lines(file)
                        .map(line -> line.replaceFirst(commented, "$1$2"))
                        .toList());

        assertThat(volume(edited, "ca").getConfigMap().getName()).isEqualTo("salvor-ca");
        assertThat(mount(edited, "ca").getReadOnly()).isTrue();
        assertThat(container(Manifests.pod(edited)).getArgs())
                .endsWith("--ca-file=" + mount(edited, "ca").getMountPath() + "/ca.crt");
    }

    @ParameterizedTest
    @MethodSource("all")
    void theResourcesAreThoseThatWereMeasured(Path file) {
        var resources = container(Manifests.pod(file)).getResources();
        assertThat(resources.getRequests())
                .isEqualTo(Map.of("cpu", new Quantity("500m"), "memory", new Quantity("64Mi")));
        assertThat(resources.getLimits()).isEqualTo(Map.of("memory", new Quantity("256Mi")));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theArgumentsAreOnesThatSalvorTakes(Path file) {
        List<String> args = container(Manifests.pod(file)).getArgs();
        CommandLine.ParseResult parsed = new CommandLine(new App())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(args.toArray(String[]::new));
        assertThat(parsed.subcommand().commandSpec().name()).isEqualTo("sync");
        assertThat(parsed.subcommand().matchedPositionals()).hasSize(2);
        assertThat(container(Manifests.pod(file)).getCommand())
                .as("the image's entry point")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatWouldEndTheSameIsNotTriedAgain(Path file) {
        JobSpec job = Manifests.job(file);
        assertThat(job.getTemplate().getSpec().getRestartPolicy())
                .as("the only one that podFailurePolicy allows")
                .isEqualTo("Never");
        List<PodFailurePolicyRule> rules = job.getPodFailurePolicy().getRules();
        assertThat(rules.getFirst().getAction()).isEqualTo("Ignore");
        assertThat(rules.getFirst().getOnPodConditions()).extracting("type").containsExactly("DisruptionTarget");
        assertThat(rules.stream().skip(1).map(PodFailurePolicyRule::getOnExitCodes))
                .allSatisfy(codes -> {
                    assertThat(codes.getOperator()).isEqualTo("In");
                    assertThat(codes.getContainerName())
                            .isEqualTo(container(Manifests.pod(file)).getName());
                });
        assertThat(rules.stream().skip(1).flatMap(rule -> rule.getOnExitCodes().getValues().stream()))
                .containsExactly(ExitCode.USAGE, ExitCode.SOURCE_DAMAGED, ExitCode.CONFLICTS);
        assertThat(Optional.ofNullable(job.getBackoffLimit()).orElse(job.getBackoffLimitPerIndex()))
                .isPositive();
    }

    @Test
    void theCronJobNeverOverlapsItselfAndKeepsAFewRuns() {
        CronJobSpec cron =
                Manifests.read(Manifests.file("cronjob.yaml"), CronJob.class).getSpec();
        assertThat(cron.getConcurrencyPolicy()).isEqualTo("Forbid");
        assertThat(cron.getStartingDeadlineSeconds()).isBetween(60L, 3600L);
        assertThat(cron.getSuccessfulJobsHistoryLimit()).isEqualTo(3);
        assertThat(cron.getFailedJobsHistoryLimit()).isEqualTo(3);
        assertThat(cron.getSchedule()).isEqualTo("17 * * * *");
    }

    @Test
    void theIndexedJobHasAsManyWorkersAsShards() {
        Path file = Manifests.file("indexed-job.yaml");
        JobSpec job = Manifests.job(file);
        assertThat(job.getCompletionMode()).isEqualTo("Indexed");
        assertThat(job.getParallelism()).isEqualTo(job.getCompletions());
        assertThat(container(Manifests.pod(file)).getEnv())
                .containsExactly(
                        new EnvVar("SALVOR_SHARDS", job.getCompletions().toString(), null));
        assertThat(job.getPodFailurePolicy().getRules())
                .as("one worker's damage is not the end of the others")
                .extracting(PodFailurePolicyRule::getAction)
                .containsExactly("Ignore", "FailJob", "FailIndex");
        assertThat(job.getPodFailurePolicy().getRules().get(1).getOnExitCodes().getValues())
                .containsExactly(ExitCode.USAGE);
        assertThat(Manifests.pod(file)
                        .getTopologySpreadConstraints()
                        .getFirst()
                        .getLabelSelector()
                        .getMatchLabels())
                .containsValue(Manifests.metadata(file).getName());
    }

    private static Container container(PodSpec pod) {
        assertThat(pod.getContainers()).hasSize(1);
        assertThat(pod.getInitContainers()).isEmpty();
        return pod.getContainers().getFirst();
    }

    private static VolumeMount mount(Path file, String name) {
        return container(Manifests.pod(file)).getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Volume volume(Path file, String name) {
        return Manifests.pod(file).getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
