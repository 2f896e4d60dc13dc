package dev.cofferdam.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What some engines get wrong, by their version. A distribution may have mended an older one.
 *
 * @param component whose version tells: {@code Engine} or {@code runc}
 * @param mended the first good releases, one for each line that got one; later lines are good
 * @param means what it means for containers
 * @param next what closes it, and whether the gate does meanwhile
 */
record Weakness(String name, String component, List<Release> mended, String means, String next) {

  /** CVE-2024-29018: names looked up from the host's own network. */
  static final Weakness DNS_LEAK =
      new Weakness(
          "DNS leak",
          "Engine",
          releases("23.0.11", "25.0.5", "26.0.0"),
          "containers on --internal networks can ask outside DNS servers (CVE-2024-29018)",
          "update the engine, or start such containers with --dns 127.0.0.1");

  /** CVE-2024-21626: a working directory or exec that leads to the host's file system. */
  static final Weakness RUNC_LEAK =
      new Weakness(
          "runc escape",
          "runc",
          releases("1.1.12"),
          "a hostile image can reach the host's files (CVE-2024-21626)",
          "update runc; the gate refuses execs in /proc, not images made for this");

  private static final List<Weakness> ALL =
      List.of(
          DNS_LEAK,
          RUNC_LEAK,
          new Weakness(
              "authorization plugins",
              "Engine",
              releases("23.0.15", "25.0.6", "26.1.5", "27.1.1"),
              "authorization plugins can be shown an empty body (CVE-2024-41110)",
              "do not rely on such plugins here; the gate needs none"),
          new Weakness(
              "top-level HostConfig",
              "Engine",
              releases("27.0.0"),
              "a create may hide Privileged and Binds outside HostConfig",
              "nothing: develop reads and refuses them; compat does not read bodies"),
          new Weakness(
              "archives into containers",
              "Engine",
              releases("29.5.1"),
              "unpacking a compressed archive can run the container's programs on the host"
                  + " (CVE-2026-41567)",
              "update the engine; develop passes plain tar archives only, compat passes all"));

  Weakness {
    mended = List.copyOf(mended);
  }

  /** Whether this release has it. */
  boolean isIn(Release release) {
    boolean line =
        mended.stream().anyMatch(good -> good.major() == release.major() && release.atLeast(good));
    return !line && !release.atLeast(mended.getLast());
  }

  /** What these versions of an engine and its runc suffer from; a version not known has all. */
  static List<Check> checks(@Nullable Release engine, @Nullable Release runc) {
    List<Check> checks = new ArrayList<>();
    for (Weakness weakness : ALL) {
      boolean ofRunc = weakness.component.equals("runc");
      Release release = ofRunc ? runc : engine;
      if (release == null) {
        checks.add(
            Check.careful(
                weakness.name,
                "cannot be told, because the version of "
                    + (ofRunc ? "runc" : "the engine")
                    + " is not known",
                weakness.next));
      } else if (weakness.isIn(release)) {
        checks.add(
            Check.careful(
                weakness.name,
                weakness.means
                    + "; mended in "
                    + String.join(", ", weakness.mended.stream().map(Release::toString).toList())
                    + ", perhaps by your distribution",
                weakness.next));
      }
    }
    if (engine != null && engine.atLeast(new Release(29, 2, 0))) {
      checks.add(
          Check.fine(
              "native gRPC",
              "the engine takes gRPC on its socket, before its own checks; the gate never opens it"
                  + " to callers"));
    }
    return checks;
  }

  private static List<Release> releases(String... texts) {
    List<Release> releases = new ArrayList<>();
    for (String text : texts) {
      releases.add(Objects.requireNonNull(Release.parse(text)));
    }
    return releases;
  }
}
