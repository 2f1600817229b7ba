// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of src/main/kubernetes as fabric8's model, which knows every field of Kubernetes' API; others are refused. */
public final class Manifests {
    private static final Path DIRECTORY = Path.of("src/main/kubernetes");
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .annotationIntrospector(new Strict())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Manifests() {}

    /** The model keeps unknown fields beside the known ones; kubectl apply would refuse them. */
    private static final class Strict extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    /** All, sorted by name. */
    public static List<Path> files() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path file(String name) {
        return DIRECTORY.resolve(name);
    }

    public static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One document of one kind. */
    public static <T extends HasMetadata> T read(Path file, Class<T> kind) {
        return read(file, 0, "batch/v1", kind);
    }

    /** One of the documents of a file. @param number from 0 */
    public static <T extends HasMetadata> T read(Path file, int number, String apiVersion, Class<T> kind) {
        String document = lines(file).collect(Collectors.joining("\n")).split("(?m)^---$")[number];
        try {
            T object = YAML.readValue(document, kind);
            if (!object.getKind().equals(kind.getSimpleName()) || !apiVersion.equals(object.getApiVersion())) {
                throw new AssertionError(file + " is " + object.getApiVersion() + " " + object.getKind());
            }
            return object;
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    public static ObjectMeta metadata(Path file) {
        HasMetadata object = isCronJob(file) ? read(file, CronJob.class) : read(file, Job.class);
        return object.getMetadata();
    }

    /** The Job, or what a CronJob makes. */
    public static JobSpec job(Path file) {
        return isCronJob(file)
                ? read(file, CronJob.class).getSpec().getJobTemplate().getSpec()
                : read(file, Job.class).getSpec();
    }

    public static PodSpec pod(Path file) {
        return job(file).getTemplate().getSpec();
    }

    private static boolean isCronJob(Path file) {
        return lines(file).anyMatch("kind: CronJob"::equals);
    }
}
