package dev.cofferdam.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows and the habits of the house, as ARCHITECTURE.md draws them. */
class HouseTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.cofferdam");

  @Test
  void theEngineModuleDependsOnNoOther() {
    dependsOnlyOn("engine");
  }

  @Test
  void thePolicyModuleDependsOnTheEngineModuleAlone() {
    dependsOnlyOn("policy", "engine");
  }

  @Test
  void theJournalModuleDependsOnNoOther() {
    dependsOnlyOn("journal");
  }

  @Test
  void theGateModuleKnowsPolicyJournalAndEngine() {
    dependsOnlyOn("gate", "policy", "journal", "engine");
  }

  @Test
  void theSessionModuleKnowsTheGateAndWhatItStandsOn() {
    dependsOnlyOn("session", "gate", "policy", "journal", "engine");
  }

  @Test
  void theWatchModuleKnowsTheEngineModuleAlone() {
    dependsOnlyOn("watch", "engine");
  }

  @Test
  void thePartsOfTheProductDoNotKnowTheTestkit() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.cofferdam..")
            .and()
            .resideOutsideOfPackage("dev.cofferdam.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.cofferdam.testkit.."));
  }

  @Test
  void decisionsDoNoInputOrOutput() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.cofferdam.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.net.http..",
                "java.nio.file..",
                "java.nio.channels..",
                "java.util.concurrent",
                "java.util.concurrent.locks..",
                "java.sql..",
                "javax.net.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.cofferdam.policy..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.net\\.(?!InetAddress$).*|java\\.io\\.(File.*|.*Stream|.*Reader|.*Writer|Console)"
                    + "|java\\.lang\\.(Process.*|Runtime)"));
  }

  @Test
  void decisionsReadAddressesAndResolveNoNames() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.cofferdam.policy..")
            .should()
            .callMethod(InetAddress.class, "getByName", String.class)
            .orShould()
            .callMethod(InetAddress.class, "getAllByName", String.class)
            .orShould()
            .callMethod(InetAddress.class, "getHostName")
            .orShould()
            .callMethod(InetAddress.class, "getCanonicalHostName")
            .orShould()
            .callMethod(InetAddress.class, "isReachable", int.class));
  }

  @Test
  void decisionsHaveNoThreadsAndNoClock() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.cofferdam.policy..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.lang\\.Thread.*|java\\.time\\.Clock|java\\.util\\.Timer.*"));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.cofferdam.policy..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class));
  }

  @Test
  void noPackagesOfAModuleDependOnEachOtherInACircle() {
    for (String module :
        List.of("engine", "policy", "journal", "gate", "session", "watch", "cli")) {
      check(slices().matching("dev.cofferdam.(" + module + "..)").should().beFreeOfCycles());
    }
  }

  /**
   * The relay, too: a client that leaves must end its call at once, which a server that blocks in a
   * write to a client that is gone does not see before the next byte.
   */
  @Test
  void onlyTheGateAndTheRelayKnowNetty() {
    onlyIn("io.netty..", "dev.cofferdam.gate..", "dev.cofferdam.session.relay..");
  }

  @Test
  void jacksonStaysWhereJsonAndYamlAreRead() {
    onlyIn(
        "tools.jackson..",
        "dev.cofferdam.testkit..",
        "dev.cofferdam.engine..",
        "dev.cofferdam.policy.settings..",
        "dev.cofferdam.journal..",
        "dev.cofferdam.gate.view..",
        "dev.cofferdam.gate.record..",
        "dev.cofferdam.gate.lookup..",
        // One option of BuildKit's frontend is JSON.
        "dev.cofferdam.gate.buildkit..",
        "dev.cofferdam.session.relay..",
        // What agents write about themselves.
        "dev.cofferdam.watch.discovery..",
        // Recordings.
        "dev.cofferdam.watch.terminal..",
        "dev.cofferdam.session.plan..",
        // Recordings of terminals are lines of JSON.
        "dev.cofferdam.session.recording..",
        "dev.cofferdam.watch.transcript..",
        "dev.cofferdam.watch.archive..",
        "dev.cofferdam.watch.price..",
        "dev.cofferdam.cli.shared..");
  }

  @Test
  void onlyTheArchiveKnowsLucene() {
    onlyIn("org.apache.lucene..", "dev.cofferdam.watch.archive..");
  }

  @Test
  void onlyTheArchiveInAClusterKnowsItsClient() {
    onlyIn("org.opensearch..", "dev.cofferdam.watch.archive.opensearch..");
    onlyIn("org.apache.hc..", "dev.cofferdam.watch.archive.opensearch..");
  }

  @Test
  void onlyTheUsersOwnMaskingListKnowsRe2() {
    onlyIn("com.google.re2j..", "dev.cofferdam.watch.masking..");
  }

  @Test
  void onlyTheCommandKnowsPicocli() {
    onlyIn("picocli..", "dev.cofferdam.cli..");
  }

  @Test
  void onlyTheSessionCommandsAndRecordedScreensKnowTheTerminalLibrary() {
    // The latter play recordings to a terminal that is in memory alone.
    onlyIn("org.jline..", "dev.cofferdam.cli.session..", "dev.cofferdam.watch.terminal..");
  }

  @Test
  void noNameSaysNothing() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.cofferdam..")
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Impl"));
  }

  @Test
  void everyPackageSaysItsJobAndMarksNulls() {
    List<String> without =
        HOUSE.getPackage("dev.cofferdam").getSubpackagesInTree().stream()
            .filter(each -> each.getClasses().stream().anyMatch(c -> !isPackageInfo(c.getName())))
            .filter(each -> !each.isAnnotatedWith(org.jspecify.annotations.NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    assertThat(without).isEmpty();
  }

  private static boolean isPackageInfo(String name) {
    return name.endsWith(".package-info");
  }

  private static void dependsOnlyOn(String module, String... others) {
    String[] all = new String[others.length + 1];
    all[0] = "dev.cofferdam." + module + "..";
    for (int i = 0; i < others.length; i++) {
      all[i + 1] = "dev.cofferdam." + others[i] + "..";
    }
    check(
        noClasses()
            .that()
            .resideInAPackage(all[0])
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.cofferdam..").and(resideOutsideOfPackages(all))));
  }

  private static void onlyIn(String library, String... packages) {
    check(
        classes()
            .that()
            .resideInAPackage("dev.cofferdam..")
            .and()
            .resideOutsideOfPackages(packages)
            .should()
            .onlyDependOnClassesThat(resideOutsideOfPackages(library)));
  }

  private static void check(ArchRule rule) {
    rule.check(HOUSE);
  }
}
