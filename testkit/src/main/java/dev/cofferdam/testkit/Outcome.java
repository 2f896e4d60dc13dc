package dev.cofferdam.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a program did: its exit code and all it wrote. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Outcome(List<String> command, int exit, byte[] out, byte[] err) {
  /** The standard output without blanks at its ends. */
  public String text() {
    return new String(out, StandardCharsets.UTF_8).strip();
  }

  /** The lines of the standard output. */
  public List<String> lines() {
    return text().isEmpty() ? List.of() : text().lines().toList();
  }

  /** The standard error without blanks at its ends. */
  public String errors() {
    return new String(err, StandardCharsets.UTF_8).strip();
  }

  /** Both outputs. */
  public String all() {
    return text() + "\n" + errors();
  }

  /** Fails the test unless the program ended with 0. */
  public Outcome ok() {
    return exits(0);
  }

  /** Fails the test unless the program ended with this code. */
  public Outcome exits(int code) {
    assertThat(exit)
        .as(() ->
            String.join(" ", command)
                + "\nout: "
                + shortened(text())
                + "\nerr: "
                + shortened(errors()))
        .isEqualTo(code);
    return this;
  }

  private static String shortened(String text) {
    return text.length() > 3000 ? "…" + text.substring(text.length() - 3000) : text;
  }
}
