package dev.cofferdam.gate.escape;

import java.util.List;
import java.util.stream.Stream;

/** All of them. */
final class Attacks {
  private Attacks() {}

  static List<Attack> all() {
    return Stream.of(
            HostConfigAttacks.all(),
            LimitAttacks.all(),
            JsonAttacks.all(),
            ContentTypeAttacks.all(),
            FramingAttacks.all(),
            PathAttacks.all(),
            QueryAttacks.all(),
            MountAttacks.all(),
            SubpathAttacks.all(),
            NetworkAttacks.all(),
            ExecAttacks.all(),
            ForeignAttacks.all(),
            LabelAttacks.all(),
            ImageAttacks.all(),
            BuildAttacks.all(),
            SystemAttacks.all(),
            LeakAttacks.all())
        .flatMap(List::stream)
        .toList();
  }
}
