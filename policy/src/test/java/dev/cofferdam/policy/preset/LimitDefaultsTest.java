package dev.cofferdam.policy.preset;

import static dev.cofferdam.policy.preset.Scene.MIB;
import static dev.cofferdam.policy.preset.Scene.finding;
import static dev.cofferdam.policy.preset.Scene.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Settings.Limits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a container gets that names no limit, on a machine that is known. */
class LimitDefaultsTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void machine() {
    scene.limits(
        new Limits(1024 * MIB, 256 * MIB, 2_000_000_000L, 256, 512 * MIB, 100 * MIB, 0, 0, 0, 0));
    machine(8, "json-file");
  }

  private void machine(int cpus, String logDriver) {
    scene.fact(new Reference.Machine(), new Fact.Machine(cpus, logDriver));
  }

  @Test
  void cpusAreWrittenAsWhatAnUpdateCanChange() {
    assertThat(json(scene.create("")))
        .contains("\"NanoCpus\":2000000000")
        .doesNotContain("CpuQuota", "CpuPeriod");
  }

  @Test
  void noMoreCpusAreGivenThanTheMachineHas() {
    machine(1, "json-file");
    assertThat(json(scene.create(""))).contains("\"NanoCpus\":1000000000");
  }

  @Test
  void aPeriodOfItsOwnGetsAQuota() {
    assertThat(json(scene.host("\"CpuPeriod\":50000")))
        .contains("\"CpuPeriod\":50000", "\"CpuQuota\":100000")
        .doesNotContain("NanoCpus");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"Memory\":0 | 256 | 256",
        "\"MemoryReservation\":536870912 | 512 | 512",
        "\"MemorySwap\":134217728 | 128 | 128",
        "\"MemorySwap\":1073741824 | 256 | 1024",
        "\"Memory\":1073741824 | 1024 | 1024",
      })
  void memoryIsTheDefaultWithinWhatElseIsSaid(String member, long memory, long swap) {
    assertThat(json(scene.host(member)))
        .contains("\"Memory\":" + memory * MIB, "\"MemorySwap\":" + swap * MIB);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "json-file | {} | \"max-file\":\"2\",\"max-size\":\"52428800\"",
        "json-file | {\"Type\":\"json-file\"} | \"max-file\":\"2\",\"max-size\":\"52428800\"",
        "json-file | {\"Config\":{\"max-file\":\"4\"}} | \"max-size\":\"26214400\"",
        "json-file | {\"Config\":{\"max-size\":\"10m\",\"max-file\":\"3\"}} | {\"max-size\":\"10m\",\"max-file\":\"3\"}",
        "journald | {\"Type\":\"json-file\"} | \"max-size\":\"52428800\"",
        "json-file | {\"Config\":{\"max-size\":\"50MB\"}} | {\"max-size\":\"50MB\"}",
      })
  void logsAreBoundedAndWhatIsWithinTheCeilingStays(String driver, String config, String expected) {
    machine(8, driver);
    assertThat(json(scene.host("\"LogConfig\":" + config))).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "journald | {}",
        "json-file | {\"Type\":\"none\"}",
        "json-file | {\"Type\":\"local\"}",
        "local | {}",
      })
  void whatWritesNoEndlessFileIsLeftAlone(String driver, String config) {
    machine(8, driver);
    assertThat(json(scene.host("\"LogConfig\":" + config))).doesNotContain("max-size");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"max-size\":\"-1\"}",
        "{\"max-size\":\"101m\"}",
        "{\"max-size\":\"1g\"}",
        "{\"max-size\":\"999999999999t\"}",
        "{\"max-size\":\"40m\",\"max-file\":\"3\"}",
        "{\"max-size\":\"1k\",\"max-file\":\"x\"}",
        "{\"max-size\":\"much\"}",
      })
  void largerLogsAreRefused(String config) {
    for (String type : new String[] {"", "json-file", "local"}) {
      String member = "\"LogConfig\":{\"Type\":\"" + type + "\",\"Config\":" + config + "}";
      assertThat(finding(scene.host(member)).rule()).isEqualTo("limit.log");
    }
  }
}
