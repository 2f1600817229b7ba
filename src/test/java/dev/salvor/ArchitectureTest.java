// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The package rule of the design: who may know whom. */
@AnalyzeClasses(packages = "dev.salvor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_DEPEND_IN_ONE_DIRECTION = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.salvor..")
            .layer("image")
            .definedBy("dev.salvor.image..")
            .layer("source")
            .definedBy("dev.salvor.source..")
            .layer("registry")
            .definedBy("dev.salvor.registry..")
            .layer("harbor")
            .definedBy("dev.salvor.harbor..")
            .layer("sync")
            .definedBy("dev.salvor.sync..")
            .layer("check")
            .definedBy("dev.salvor.check..")
            .layer("inventory")
            .definedBy("dev.salvor.inventory..")
            .layer("output")
            .definedBy("dev.salvor.output..")
            .layer("cli")
            .definedBy("dev.salvor.cli..")
            .layer("failure")
            .definedBy("dev.salvor")
            .whereLayer("failure")
            .mayNotAccessAnyLayer()
            .whereLayer("image")
            .mayNotAccessAnyLayer()
            .whereLayer("source")
            .mayOnlyAccessLayers("image", "failure")
            .whereLayer("registry")
            .mayOnlyAccessLayers("image", "failure")
            .whereLayer("harbor")
            .mayOnlyAccessLayers("image", "registry", "failure")
            .whereLayer("sync")
            .mayOnlyAccessLayers("image", "source", "registry", "harbor", "failure")
            .whereLayer("check")
            .mayOnlyAccessLayers("image", "source", "registry", "harbor", "sync", "failure")
            .whereLayer("inventory")
            .mayOnlyAccessLayers("image", "source", "registry", "sync", "failure")
            .whereLayer("output")
            .mayOnlyAccessLayers("image", "source", "registry", "sync", "check", "inventory", "failure")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule REGISTRY_PACKAGES_DEPEND_IN_ONE_DIRECTION = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.salvor.registry..")
            .layer("verbs")
            .definedBy("dev.salvor.registry")
            .layer("http")
            .definedBy("dev.salvor.registry.http")
            .layer("route")
            .definedBy("dev.salvor.registry.route")
            .layer("tls")
            .definedBy("dev.salvor.registry.tls")
            .layer("login")
            .definedBy("dev.salvor.registry.login")
            .layer("endpoint")
            .definedBy("dev.salvor.registry.endpoint")
            .layer("problem")
            .definedBy("dev.salvor.registry.problem")
            .whereLayer("problem")
            .mayNotAccessAnyLayer()
            .whereLayer("endpoint")
            .mayOnlyAccessLayers("problem")
            .whereLayer("tls")
            .mayOnlyAccessLayers("problem")
            .whereLayer("login")
            .mayOnlyAccessLayers("endpoint", "problem")
            .whereLayer("route")
            .mayOnlyAccessLayers("login")
            .whereLayer("http")
            .mayOnlyAccessLayers("login", "route", "tls")
            .whereLayer("verbs")
            .mayNotBeAccessedByAnyLayer();

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
    static final ArchRule THE_VOCABULARY_DOES_NO_IO = noClasses()
            .that()
            .resideInAPackage("dev.salvor.image..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..");
}
