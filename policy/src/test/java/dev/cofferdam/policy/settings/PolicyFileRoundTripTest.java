package dev.cofferdam.policy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.BindMount;
import dev.cofferdam.policy.Settings.CompatSwitches;
import dev.cofferdam.policy.Settings.ImageRules;
import dev.cofferdam.policy.Settings.JournalFailure;
import dev.cofferdam.policy.Settings.Limits;
import dev.cofferdam.policy.Settings.Mode;
import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.policy.Settings.RuleSetting;
import dev.cofferdam.policy.compat.CompatEnvironment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyFileRoundTripTest {
  private static final List<String> RULES =
      List.of(
          "api.floor",
          "build.buildkit",
          "compat.POST",
          "container.privileged",
          "image.registry",
          "operation.container-export");
  private static final PolicyFile FILES = new PolicyFile(Set.copyOf(RULES));

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(2026);

  @ParameterizedTest
  @EnumSource(Preset.class)
  void theDefaultsReadBackEqual(Preset preset) throws Exception {
    assertReadsBack(Presets.defaults(preset));
  }

  @Test
  void anySettingsReadBackEqual() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      assertReadsBack(settings());
    }
  }

  @Test
  void brokenFilesGiveProblemsAndNothingElse() {
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder(PolicyFile.write(settings()));
      int changes = 1 + random.nextInt(6);
      for (int j = 0; j < changes; j++) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 ->
              text.insert(at, pick(List.of("\t", ":", "-", "&a ", "*a", "{", "]", "\"", "é")));
          default -> text.setCharAt(at, (char) random.nextInt(0x2100));
        }
      }
      try {
        assertThat(FILES.read("p", text.toString())).isNotNull();
      } catch (PolicyFileException problems) {
        refused++;
        assertThat(problems.problems()).isNotEmpty();
      } catch (RuntimeException unexpected) {
        fail("not a problem but a crash: " + text, unexpected);
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  private static void assertReadsBack(Settings settings) throws Exception {
    String text = PolicyFile.write(settings);
    assertThat(FILES.read("shown", text)).as(text).isEqualTo(settings);
  }

  private Settings settings() {
    Preset preset = pick(List.of(Preset.values()));
    Settings base = Presets.defaults(preset);
    boolean bodies = PolicyReader.needsBodies(preset);
    Map<Operation, RuleSetting> operations = new HashMap<>();
    Map<String, RuleSetting> rules = new HashMap<>();
    some(() -> operations.put(pick(List.of(Operation.values())), setting()));
    List<String> known = RULES.stream().filter(rule -> PolicyReader.finds(preset, rule)).toList();
    some(() -> rules.put(pick(known), setting()));
    return new Settings(
        preset,
        pick(List.of(Mode.values())),
        new ApiVersion(10 + random.nextInt(90)),
        operations,
        rules,
        bodies ? limits() : base.limits(),
        bodies
            ? new ImageRules(
                some(() -> pick(List.of("*", "postgres:17*", "ghcr.io/a/*", "[::1]:5000/*"))),
                some(() -> pick(List.of("*:latest", "localhost/*"))))
            : base.images(),
        bodies ? some(this::label).stream().distinct().toList() : base.reservedLabels(),
        bodies ? pick(List.of("127.0.0.1", "0.0.0.0", "::1", "fe80::1:2")) : base.publishAddress(),
        bodies ? mounts() : base.mounts(),
        bodies
            ? new HashSet<>(some(() -> pick(List.of("CHOWN", "SYS_NICE", "KILL"))))
            : base.capabilities(),
        bodies
            ? new HashSet<>(some(() -> pick(List.of("dev", "on", "1", "0x1", "1.5", "null", "y"))))
            : base.sharedNetworks(),
        bodies
            ? new HashSet<>(some(() -> pick(List.of("db-*", "*", "postgres", "yes", "12"))))
            : base.sharedContainers(),
        bodies ? random.nextBoolean() : base.maskEnvironment(),
        pick(List.of(JournalFailure.values())),
        preset == Preset.COMPAT ? switches() : base.compat());
  }

  private Limits limits() {
    return new Limits(
        size(),
        size(),
        cpus(),
        random.nextInt(5_000),
        size(),
        size(),
        random.nextInt(100),
        size(),
        cpus(),
        random.nextInt(100));
  }

  private long size() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> random.nextLong(1L << 60);
      case 2 -> (long) random.nextInt(1, 1 << 20) << 20;
      default -> random.nextInt(1, 100_000);
    };
  }

  private long cpus() {
    return random.nextBoolean()
        ? random.nextLong(100_000_000_000L)
        : random.nextInt(9) * 500_000_000L;
  }

  private String label() {
    StringBuilder label = new StringBuilder();
    String alphabet = "az.-_/\"'\\:#*&!|>%@`é\u0085\u2028\ud83d";
    int length = 1 + random.nextInt(6);
    for (int i = 0; i < length; i++) {
      char c = alphabet.charAt(random.nextInt(alphabet.length()));
      label.append(c);
      if (Character.isHighSurrogate(c)) {
        label.append('\ude00');
      }
    }
    return label.toString();
  }

  private List<BindMount> mounts() {
    Set<String> seen = new HashSet<>();
    List<BindMount> mounts = new ArrayList<>();
    for (String name : some(() -> pick(List.of("a b", "x=y", "é", "on", "#", "'", "w/x")))) {
      if (seen.add(name)) {
        mounts.add(new BindMount("/" + name, "/srv/" + name, random.nextBoolean()));
      }
    }
    return mounts;
  }

  private CompatSwitches switches() {
    Map<String, String> environment = new HashMap<>();
    List<String> names = new ArrayList<>(CompatEnvironment.COMMON);
    names.addAll(CompatEnvironment.LINUXSERVER_ONLY);
    names.sort(null);
    some(() -> environment.put(pick(names), random.nextBoolean() ? "1" : "0"));
    if (random.nextBoolean()) {
      environment.put("COMPAT", pick(List.of("tecnativa", "linuxserver")));
    }
    return CompatEnvironment.read(environment).switches();
  }

  private RuleSetting setting() {
    return pick(List.of(RuleSetting.values()));
  }

  private <T extends @org.jspecify.annotations.Nullable Object> List<T> some(Supplier<T> one) {
    List<T> list = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      list.add(one.get());
    }
    return list;
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
