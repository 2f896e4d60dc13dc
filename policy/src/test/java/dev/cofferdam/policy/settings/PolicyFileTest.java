package dev.cofferdam.policy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.BindMount;
import dev.cofferdam.policy.Settings.JournalFailure;
import dev.cofferdam.policy.Settings.Limits;
import dev.cofferdam.policy.Settings.Mode;
import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.policy.Settings.RuleSetting;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
  private static final PolicyFile FILES =
      new PolicyFile(Set.of("container.privileged", "container.bind", "image.registry"));

  @ParameterizedTest
  @EnumSource(Preset.class)
  void aPresetAloneHasItsDefaults(Preset preset) throws Exception {
    String text = "preset: " + preset.name().toLowerCase(java.util.Locale.ROOT);
    assertThat(FILES.read("p.yaml", text)).isEqualTo(Presets.defaults(preset));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n", "{}"})
  void anEmptyFileIsThePresetDevelop(String text) throws Exception {
    assertThat(FILES.read("p.yaml", text)).isEqualTo(Presets.defaults(Preset.DEVELOP));
  }

  @Test
  void everyKeyIsRead() throws Exception {
    Settings settings =
        FILES.read(
            "p.yaml",
            """
            preset: observe
            mode: audit
            api-floor: 1.44
            operations:
              ContainerExport: deny
              ContainerLogs: ask
            rules:
              container.privileged: allow
            limits:
              container:
                {memory: 512m, default-memory: 256m, cpus: 1.5, pids: none, shm: 1048576, log: 10m}
              principal: {containers: 5, memory: 2.5g, cpus: 4, ports: 0}
            images:
              allow: [postgres, "ghcr.io/acme/*"]
              deny:
                - "*:latest"
            labels:
              reserved: [acme.]
              also-reserved: [other.]
            ports: {address: "::1"}
            mounts:
              - client: /workspace
                host: /home/me/x
                mode: ro
              - /data=/srv/data
              - /docs=/srv/docs:ro
            capabilities: [CAP_SYS_NICE, CHOWN]
            networks: {shared: [dev]}
            environment: shown
            journal: {on-failure: continue}
            """);
    assertThat(settings.preset()).isEqualTo(Preset.OBSERVE);
    assertThat(settings.mode()).isEqualTo(Mode.AUDIT);
    assertThat(settings.floor()).isEqualTo(new ApiVersion(44));
    assertThat(settings.operations())
        .isEqualTo(
            Map.of(
                Operation.CONTAINER_EXPORT, RuleSetting.DENY,
                Operation.CONTAINER_LOGS, RuleSetting.ASK));
    assertThat(settings.rules()).isEqualTo(Map.of("container.privileged", RuleSetting.ALLOW));
    assertThat(settings.limits())
        .isEqualTo(
            new Limits(
                512L << 20,
                256L << 20,
                1_500_000_000L,
                0,
                1 << 20,
                10L << 20,
                5,
                5L << 29,
                4_000_000_000L,
                0));
    assertThat(settings.images().allow()).containsExactly("postgres", "ghcr.io/acme/*");
    assertThat(settings.images().deny()).containsExactly("*:latest");
    assertThat(settings.reservedLabels()).containsExactly("acme.", "other.");
    assertThat(settings.publishAddress()).isEqualTo("::1");
    assertThat(settings.mounts())
        .containsExactly(
            new BindMount("/workspace", "/home/me/x", false),
            new BindMount("/data", "/srv/data", true),
            new BindMount("/docs", "/srv/docs", false));
    assertThat(settings.capabilities()).isEqualTo(Set.of("SYS_NICE", "CHOWN"));
    assertThat(settings.sharedNetworks()).isEqualTo(Set.of("dev"));
    assertThat(settings.maskEnvironment()).isFalse();
    assertThat(settings.onJournalFailure()).isEqualTo(JournalFailure.CONTINUE);
  }

  @Test
  void compatReadsItsSwitches() throws Exception {
    Settings settings =
        FILES.read("p.yaml", "preset: compat\ncompat: {CONTAINERS: 1, EVENTS: 0, ALLOW_LOGS: 0}\n");
    assertThat(settings.compat().on())
        .containsExactlyInAnyOrder("CONTAINERS", "PING", "VERSION", "LINUXSERVER");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "modes: audit | p.yaml:1:1: modes: unknown key; did you mean mode?",
        "preset: develp | p.yaml:1:9: preset: \"develp\" is no value for it; did you mean develop?",
        "mode: on | p.yaml:1:7: mode: \"on\" is no value for it; known are audit, enforce",
        "operations: {ContainerExprt: deny} | did you mean ContainerExport?",
        "operations: {containerexport: deny} | did you mean ContainerExport?",
        "operations: {ContainerExport: dney} | did you mean deny?",
        "operations: {ContainerExport: false} | \"false\" is no value for it",
        "rules: {container.privilege: deny} | did you mean container.privileged?",
        "rules: {container.privileged: [deny]} | needs one plain value",
        "limits: {container: {memory: lots}} | limits.container.memory: \"lots\" is no size",
        "limits: {container: {memory: -1}} | is no size",
        "limits: {container: {memory: 9999999999t}} | is more than any machine has",
        "limits: {container: {cpus: 1,5}} | p.yaml:1",
        "limits: {container: {cpu: 1}} | limits.container.cpu: unknown key; did you mean cpus?",
        "limits: {container: {pids: 1.5}} | is no whole number",
        "limits: 5 | needs keys and values below it",
        "limits: | has no value",
        "images: {allow: postgres} | needs a list",
        "images: {allow: [Postgres]} | has no valid",
        "labels: {reserved: ['']} | is no beginning of a label's name",
        "ports: {address: localhost} | is no address",
        "ports: {address: 127.1} | is no address",
        "mounts: [workspace] | is no mount",
        "mounts: ['/w=/'] | names the root of the file system",
        "mounts: ['/w=/a/../b'] | needs clean paths",
        "mounts: ['~/w=/a'] | needs absolute paths",
        "mounts: ['/w=/a', '/w=/b'] | /w is given twice",
        "mounts: [{client: /w}] | needs absolute paths",
        "mounts: [{client: /w, hots: /a}] | mounts.hots: unknown key; did you mean host?",
        "capabilities: [SYS_NICEE] | did you mean SYS_NICE?",
        "capabilities: [ALL] | name each capability",
        "networks: {shared: [host]} | one of Docker's modes",
        "environment: hidden | known are masked, shown",
        "api-floor: 1.4 | is no API version",
        "api-floor: v1.40 | is no API version",
        "compat: {CONTAINERS: 1} | has no effect",
        "{preset: compat, compat: {CONTAINER: 1}} | did you mean CONTAINERS?",
        "{preset: compat, compat: {CONTAINERS: true}} | known are 0, 1",
        "{preset: compat, images: {deny: [x]}} | this preset decides by method and path alone",
        "{preset: transparent, mounts: []} | this preset decides by method and path alone",
        "{preset: compat, rules: {container.privileged: deny}} | no such rule under this preset",
        "{preset: transparent, rules: {compat.POST: deny}} | no such rule under this preset",
        "rules: {compat.POST: deny} | no such rule under this preset",
        "[1] | needs keys and values below it",
        "develop | needs keys and values below it",
      })
  void whatIsNotUnderstoodIsAnErrorThatHelps(String text, String message) {
    assertThatThrownBy(() -> FILES.read("p.yaml", text))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void allProblemsAreToldAtOnceInTheOrderOfTheFile() {
    PolicyFileException failure =
        catchThrowableOfType(
            PolicyFileException.class,
            () ->
                FILES.read(
                    "p.yaml",
                    """
                    preset: develop
                    limits:
                      container:
                        memory: much
                        swap: 1g
                    rules:
                      nonsense: deny
                    mode: strict
                    mode: audit
                    """));
    assertThat(failure.problems())
        .extracting(problem -> problem.line() + " " + problem.path())
        .containsExactly(
            "4 limits.container.memory",
            "5 limits.container.swap",
            "7 rules.nonsense",
            "8 mode",
            "9 mode");
    assertThat(failure).hasMessageContaining("p.yaml:9:1: mode: the key is given twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode: [ | this is not YAML",
        "mode: 'audit | this is not YAML",
        "mode: *a | p.yaml:1:7: aliases",
        "!!java.lang.Runtime {} | tags",
        "mode: !!javax.script.ScriptEngineManager [] | tags",
        "mode: !custom audit | tags",
        "{a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: 1}}}}}}}}}}}}} | levels deep",
      })
  void whatIsNotPlainYamlIsRefused(String text, String message) {
    assertThatThrownBy(() -> FILES.read("p.yaml", text))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void bombsSecondDocumentsAndHugeFilesAreRefused() {
    assertThatThrownBy(
            () -> FILES.read("p", "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("aliases (*name) are not read");
    assertThatThrownBy(() -> FILES.read("p", "mode: audit\n---\nmode: enforce\n"))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("second document");
    assertThatThrownBy(() -> FILES.read("p", "#".repeat(300_000)))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("characters");
    assertThatThrownBy(() -> FILES.read("p", "[".repeat(100_000)))
        .isInstanceOf(PolicyFileException.class);
  }

  @Test
  void aMountOfTheCommandLineIsReadTheSameWay() {
    assertThat(PolicyFile.mount("/w=/home/me/w:ro"))
        .isEqualTo(new BindMount("/w", "/home/me/w", false));
    assertThatThrownBy(() -> PolicyFile.mount("/w=relative"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
