package dev.cofferdam.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code coffer} as a process of its own, for what is ended by a signal. */
final class CofferProcess {
  private CofferProcess() {}

  /** The words that start it with these arguments. */
  static List<String> words(String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.cofferdam.cli.Coffer"));
    words.addAll(List.of(arguments));
    return words;
  }
}
