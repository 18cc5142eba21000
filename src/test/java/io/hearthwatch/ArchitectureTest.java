package io.hearthwatch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. */
@AnalyzeClasses(packages = "io.hearthwatch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] STAGES = {
    "io.hearthwatch.ingest..",
    "io.hearthwatch.overload..",
    "io.hearthwatch.admit..",
    "io.hearthwatch.fetch..",
    "io.hearthwatch.inhand..",
    "io.hearthwatch.image..",
    "io.hearthwatch.cache..",
    "io.hearthwatch.detect..",
    "io.hearthwatch.order..",
    "io.hearthwatch.window..",
    "io.hearthwatch.assess.."
  };

  @ArchTest
  static final ArchRule onePackageKnowsOnnxRuntime =
      noClasses()
          .that(resideOutsideOfPackages("io.hearthwatch.detect.onnx.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule onePackageKnowsTheImageLibrary =
      noClasses()
          .that(resideOutsideOfPackages("io.hearthwatch.image.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule onePackageKnowsTheWebClient =
      noClasses()
          .that(resideOutsideOfPackages("io.hearthwatch.fetch.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.hc..");

  @ArchTest
  static final ArchRule zstdIsKnownWhereFilesAreCompressedOnly =
      noClasses()
          .that(resideOutsideOfPackages("io.hearthwatch.cache..", "io.hearthwatch.export.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.github.luben..");

  /** Flink is for the thin functions that drive the algorithms, and for what connects the graph. */
  @ArchTest
  static final ArchRule plainAlgorithmsKnowNoFlink =
      noClasses()
          .that(resideInAnyPackage(STAGES))
          .and()
          .haveSimpleNameNotEndingWith("Function")
          .and()
          .haveNameNotMatching(".*Function\\$.*")
          .and()
          .haveNameNotMatching(
              ".*\\.(EnvelopeDeserializer|FramesSource|GapReader|StartingOffsets|FileSystemPictures)"
                  + "(\\$.*)?")
          .and()
          .haveSimpleNameNotEndingWith("StateStore")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule recordsKnowNothingButThemselves =
      classes()
          .that()
          .resideInAPackage("io.hearthwatch.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.hearthwatch.domain..", "java..");

  @ArchTest
  static final ArchRule stagesKnowNeitherThePipelineNorWhatSurroundsIt =
      noClasses()
          .that(resideInAnyPackage(STAGES))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.hearthwatch.pipeline..",
              "io.hearthwatch.job..",
              "io.hearthwatch.config..",
              "io.hearthwatch.store..",
              "io.hearthwatch.schema..",
              "io.hearthwatch.cli..",
              "io.hearthwatch.home..",
              "io.hearthwatch.local..",
              "io.hearthwatch.simulate..");

  /** The job jar leaves these packages out. */
  @ArchTest
  static final ArchRule theJobNeedsNothingOfTheLocalCommands =
      noClasses()
          .that(
              resideOutsideOfPackages(
                  "io.hearthwatch.backup..",
                  "io.hearthwatch.cli..",
                  "io.hearthwatch.cluster..",
                  "io.hearthwatch.deadletters..",
                  "io.hearthwatch.doctor..",
                  "io.hearthwatch.export..",
                  "io.hearthwatch.evaluate..",
                  "io.hearthwatch.home..",
                  "io.hearthwatch.local..",
                  "io.hearthwatch.metrics.endpoint..",
                  "io.hearthwatch.publish..",
                  "io.hearthwatch.retain..",
                  "io.hearthwatch.torture..",
                  "io.hearthwatch.watch..",
                  "io.hearthwatch.simulate.."))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.hearthwatch.backup..",
              "io.hearthwatch.cli..",
              "io.hearthwatch.cluster..",
              "io.hearthwatch.deadletters..",
              "io.hearthwatch.doctor..",
              "io.hearthwatch.export..",
              "io.hearthwatch.evaluate..",
              "io.hearthwatch.home..",
              "io.hearthwatch.local..",
              "io.hearthwatch.metrics.endpoint..",
              "io.hearthwatch.publish..",
              "io.hearthwatch.retain..",
              "io.hearthwatch.torture..",
              "io.hearthwatch.watch..",
              "io.hearthwatch.simulate..",
              "picocli..");

  /** The camera side runs where no Flink is. */
  @ArchTest
  static final ArchRule theCameraSideKnowsNoFlink =
      noClasses()
          .that(resideInAnyPackage("io.hearthwatch.publish..", "io.hearthwatch.watch.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  /** Folders and times are told apart from where references go. */
  @ArchTest
  static final ArchRule watchingKnowsNoKafka =
      noClasses()
          .that(resideInAnyPackage("io.hearthwatch.watch.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  /** It is handed a detector, whatever runs it. */
  @ArchTest
  static final ArchRule theEvaluationKnowsPicturesAndDetectionsOnly =
      classes()
          .that()
          .resideInAPackage("io.hearthwatch.evaluate..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.hearthwatch.evaluate..",
              "io.hearthwatch.detect",
              "io.hearthwatch.domain..",
              "io.hearthwatch.image..",
              "io.hearthwatch.text..",
              "com.fasterxml.jackson..",
              "org.snakeyaml..",
              "java..",
              "javax.imageio..");

  /** Whoever proves the product by its own classes proves that they are equal to themselves. */
  @ArchTest
  static final ArchRule whatMustBeIsToldWithoutTheProduct =
      classes()
          .that()
          .resideInAnyPackage(
              "io.hearthwatch.torture.history..",
              "io.hearthwatch.torture.model..",
              "io.hearthwatch.torture.check..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.hearthwatch.torture.history..",
              "io.hearthwatch.torture.model..",
              "io.hearthwatch.torture.check..",
              "com.fasterxml.jackson..",
              "org.apache.kafka..",
              "java..",
              "javax.imageio..");

  /** It becomes a jar of its own, for clusters that have nothing of ours. */
  @ArchTest
  static final ArchRule theMetricsEndpointKnowsFlinkOnly =
      classes()
          .that()
          .resideInAPackage("io.hearthwatch.metrics.endpoint..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.hearthwatch.metrics.endpoint..",
              "org.apache.flink.metrics..",
              "org.apache.flink.util..",
              "org.slf4j..",
              "com.sun.net.httpserver..",
              "java..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.hearthwatch.(*)..").should().beFreeOfCycles();
}
