package dev.cofferdam.watch.discovery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of a process. They may hold prompts and secrets, so they are looked at and never
 * kept, shown or logged.
 */
record CommandLine(List<String> arguments) {
  private static final int MOST = 4096;

  /** Reads /proc/PID/cmdline: empty for kernel threads and processes that have ended. */
  static CommandLine of(byte[] bytes) {
    List<String> arguments = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= bytes.length && arguments.size() < MOST; i++) {
      boolean ends = i == bytes.length ? from < i : bytes[i] == 0;
      if (ends) {
        arguments.add(new String(bytes, from, i - from, StandardCharsets.UTF_8));
        from = i + 1;
      }
    }
    // A program that writes its title over its arguments leaves one text, padded with zeros.
    if (arguments.size() > 1 && arguments.stream().skip(1).allMatch(String::isEmpty)) {
      return new CommandLine(List.of(arguments.getFirst().split(" ", -1)[0]));
    }
    return new CommandLine(List.copyOf(arguments));
  }

  /** The value of the last {@code --name VALUE} or {@code --name=VALUE}. */
  Optional<String> option(String... names) {
    Optional<String> found = Optional.empty();
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        break;
      }
      for (String name : names) {
        if (argument.equals(name) && i + 1 < arguments.size()) {
          found = Optional.of(arguments.get(i + 1));
        } else if (name.startsWith("--") && argument.startsWith(name + "=")) {
          found = Optional.of(argument.substring(name.length() + 1));
        }
      }
    }
    return found;
  }

  boolean has(String flag) {
    return arguments.contains(flag);
  }
}
