package dev.cofferdam.cli.doctor;

import dev.cofferdam.journal.Verification;
import dev.cofferdam.journal.Verifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the gate needs of this machine, and what its users do. */
final class MachineChecks {
  private static final Pattern OPEN_FILES =
      Pattern.compile("(?m)^Max open files +([0-9]+|unlimited)");

  /** Each connection of a client has one to the engine. */
  private static final long FILES_WANTED = 2L * 16_384 + 256;

  private MachineChecks() {}

  static List<Check> of(Path state, Path journal) {
    List<Check> checks = new ArrayList<>();
    checks.add(java());
    checks.add(quickStart());
    checks.add(openFiles());
    checks.addAll(clients());
    checks.add(state(state));
    checks.add(journal(journal));
    return checks;
  }

  private static Check java() {
    return Check.fine(
        "Java",
        System.getProperty("java.vendor", "")
            + " "
            + Runtime.version()
            + " in "
            + System.getProperty("java.home", "?"));
  }

  private static Check quickStart() {
    boolean cached =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(argument -> argument.startsWith("-XX:AOTCache="));
    return cached
        ? Check.fine("quick start", "an AOT cache is in use")
        : Check.careful(
            "quick start",
            "no AOT cache: commands start more slowly",
            "start with ./coffer, which makes one");
  }

  private static Check openFiles() {
    String limits;
    try {
      limits = Files.readString(Path.of("/proc/self/limits"));
    } catch (IOException e) {
      return Check.careful("open files", "the limit cannot be read here", "see ulimit -n");
    }
    Matcher line = OPEN_FILES.matcher(limits);
    String most = line.find() ? line.group(1) : "0";
    long files = most.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(most);
    return files >= FILES_WANTED
        ? Check.fine("open files", "up to " + most)
        : Check.careful(
            "open files",
            "up to " + most + ", which is " + files / 2 + " connections",
            "raise it (ulimit -n 65536, or LimitNOFILE=65536 in the unit), or give coffer gate"
                + " --max-connections "
                + Math.max(1, files / 2 - 64));
  }

  private static List<Check> clients() {
    return List.of(
        client(
            "docker CLI",
            "install Docker's CLI where people or agents use it",
            "docker",
            "--version"),
        client(
            "docker compose",
            "install the compose plugin where it is used",
            "docker",
            "compose",
            "version"),
        client(
            "docker buildx",
            "nothing: classic builds need no plugin",
            "docker",
            "buildx",
            "version"));
  }

  private static Check client(String what, String next, String... command) {
    return Probe.firstLine(command)
        .map(line -> Check.fine(what, line))
        .orElseGet(() -> Check.careful(what, "is not there", next));
  }

  private static Check state(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return Check.broken(
          "state folder",
          folder + " cannot be written by " + System.getProperty("user.name", "this user"),
          "name one that can with --state DIR, or: sudo chown "
              + System.getProperty("user.name", "USER")
              + " "
              + existing);
    }
    return Check.fine(
        "state folder", folder + (Files.exists(folder) ? "" : ", which the first gate makes"));
  }

  private static Check journal(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Check.fine("journal", "none yet in " + folder);
    }
    try {
      return switch (Verifier.verify(folder, null)) {
        case Verification.Sound sound ->
            Check.fine("journal", sound.entries() + " entries in " + folder + ", sound");
        case Verification.Broken broken ->
            Check.broken("journal", "in " + folder + ": " + broken.what(), broken.hint());
      };
    } catch (IOException e) {
      return Check.broken(
          "journal",
          folder + " cannot be read: " + e.getMessage(),
          "run this as the user of the gate");
    }
  }
}
