// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may know whom: src/docs/architecture.md, "The packages". */
@AnalyzeClasses(packages = "dev.salvor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "dev.salvor";

    /** What each package may know, besides itself and the base: {@code dev.salvor} itself, which is "." here. */
    private static final Map<String, Set<String>> ARROWS = read("""
            .:
            concurrent:
            progress:
            image:
            content: image
            layout: image
            source: image content
            source.disk: source image content
            source.storage: source source.disk image content concurrent
            source.layout.tar:
            source.names.cluster: image
            source.names.zstd:
            source.names: source source.names.cluster source.names.zstd image
            source.layout: source source.disk source.storage source.names source.layout.tar layout image content concurrent
            source.spare: source source.disk source.storage source.layout layout image content
            source.derived: source image
            registry.problem:
            registry.endpoint: registry.problem image
            registry.tls: registry.problem
            registry.login: registry.endpoint registry.problem image
            registry.route: registry.login
            registry.http: registry.login registry.route registry.tls image content
            registry: registry.http registry.login registry.route registry.tls registry.endpoint registry.problem image content
            harbor: registry registry.http registry.login registry.route registry.tls registry.endpoint image
            select: source image progress
            outcome: select registry image
            resolve: outcome source image
            plan: resolve outcome select source registry registry.endpoint harbor content image progress concurrent
            push: plan resolve outcome source registry registry.http content image concurrent
            export: push plan resolve outcome source registry content layout image
            inventory: resolve outcome select source content image progress concurrent
            verify: inventory resolve outcome select source content image progress concurrent
            proof: verify inventory resolve outcome select source registry registry.endpoint image progress concurrent
            serve: resolve outcome select source content image concurrent
            serve.login: content concurrent
            serve.http: serve serve.login registry.tls content
            check: plan resolve outcome select source registry registry.endpoint harbor content image concurrent
            operation: check proof inventory export push plan resolve outcome select harbor registry registry.http registry.login registry.endpoint registry.problem source content image progress concurrent
            output: operation check serve proof verify inventory plan resolve outcome select registry registry.problem source.names source image progress
            cli: output operation check serve.http serve.login serve proof verify inventory export push plan outcome select harbor registry registry.http registry.route registry.login registry.tls registry.endpoint registry.problem source.derived source.spare source.layout source.names source.storage source image progress
            """);

    private static Map<String, Set<String>> read(String arrows) {
        return arrows.lines()
                .map(line -> line.split(":"))
                .collect(Collectors.toMap(
                        parts -> parts[0],
                        parts -> parts.length == 1
                                ? Set.of()
                                : Set.of(parts[1].strip().split(" "))));
    }

    @ArchTest
    static void packagesKnowOnlyThoseThatTheyMay(JavaClasses all) {
        ARROWS.forEach((name, known) -> classes()
                .that(describe("reside in " + name, (JavaClass each) -> name.equals(packageOf(each))))
                .should()
                .onlyDependOnClassesThat(describe(
                        "reside in " + name + " or in one of " + known,
                        (JavaClass other) -> !other.getPackageName().startsWith(BASE)
                                || packageOf(other).equals(name)
                                || packageOf(other).equals(".")
                                || known.contains(packageOf(other))))
                .check(all));
    }

    @ArchTest
    static void eachPackageHasItsArrows(JavaClasses all) {
        assertThat(all.stream().map(ArchitectureTest::packageOf).collect(Collectors.toSet()))
                .isEqualTo(ARROWS.keySet());
    }

    /** Also of packages inside each other. */
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.salvor.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_COMMANDS_KNOW_PICOCLI_AND_CDI = noClasses()
            .that()
            .resideOutsideOfPackage("dev.salvor.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "jakarta.enterprise..", "jakarta.inject..");

    @ArchTest
    static final ArchRule ONLY_THE_SENDER_KNOWS_THE_HTTP_CLIENT = noClasses()
            .that()
            .resideOutsideOfPackage("dev.salvor.registry.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule ONLY_THE_FRONT_KNOWS_THE_SERVER = noClasses()
            .that()
            .resideOutsideOfPackage("dev.salvor.serve.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule THE_VOCABULARY_DOES_NO_IO = noClasses()
            .that()
            .resideInAPackage("dev.salvor.image..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..");

    private static String packageOf(JavaClass each) {
        String name = each.getPackageName();
        return name.equals(BASE) ? "." : name.substring(BASE.length() + 1);
    }
}
