// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may know whom: src/docs/architecture.md, "The packages". */
@AnalyzeClasses(packages = "dev.salvor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "dev.salvor";

    /** What each package may know besides itself and {@code dev.salvor}, which is called "." here. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            mayKnow("."),
            mayKnow("concurrent"),
            mayKnow("progress"),
            mayKnow("image"),
            mayKnow("content", "image"),
            mayKnow("source", "image", "content"),
            mayKnow("source.storage", "source", "image", "content", "concurrent"),
            mayKnow(
                    "registry",
                    "registry.http",
                    "registry.login",
                    "registry.route",
                    "registry.tls",
                    "image",
                    "content"),
            mayKnow(
                    "registry.http",
                    "registry",
                    "registry.login",
                    "registry.route",
                    "registry.tls",
                    "image",
                    "content"),
            mayKnow("registry.login", "registry", "image"),
            mayKnow("registry.route", "registry", "registry.login"),
            mayKnow("registry.tls"),
            mayKnow("harbor", "registry", "registry.http", "registry.login", "registry.route", "registry.tls", "image"),
            mayKnow("select", "source", "image", "progress"),
            mayKnow("outcome", "select", "registry", "image"),
            mayKnow("resolve", "outcome", "source", "image"),
            mayKnow(
                    "plan",
                    "resolve",
                    "outcome",
                    "select",
                    "source",
                    "registry",
                    "harbor",
                    "image",
                    "progress",
                    "concurrent"),
            mayKnow(
                    "push",
                    "plan",
                    "resolve",
                    "outcome",
                    "source",
                    "registry",
                    "registry.http",
                    "content",
                    "image",
                    "concurrent"),
            mayKnow(
                    "inventory",
                    "resolve",
                    "outcome",
                    "select",
                    "source",
                    "content",
                    "image",
                    "progress",
                    "concurrent"),
            mayKnow(
                    "check",
                    "plan",
                    "resolve",
                    "outcome",
                    "select",
                    "source",
                    "registry",
                    "harbor",
                    "image",
                    "concurrent"),
            mayKnow(
                    "operation",
                    "check",
                    "push",
                    "plan",
                    "resolve",
                    "outcome",
                    "select",
                    "source",
                    "registry",
                    "registry.http",
                    "registry.login",
                    "harbor",
                    "image",
                    "progress",
                    "concurrent"),
            mayKnow(
                    "output",
                    "operation",
                    "check",
                    "plan",
                    "inventory",
                    "resolve",
                    "outcome",
                    "select",
                    "source",
                    "registry",
                    "image",
                    "progress"),
            mayKnow(
                    "cli",
                    "output",
                    "operation",
                    "check",
                    "push",
                    "plan",
                    "inventory",
                    "outcome",
                    "select",
                    "source",
                    "source.storage",
                    "registry",
                    "registry.http",
                    "registry.login",
                    "registry.route",
                    "registry.tls",
                    "harbor",
                    "image",
                    "progress"));

    private static Map.Entry<String, Set<String>> mayKnow(String name, String... others) {
        return entry(name, Arrays.stream(others).collect(Collectors.toSet()));
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

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.salvor.(*)..").should().beFreeOfCycles();

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
