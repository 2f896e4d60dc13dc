package dev.cofferdam.policy.image;

import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.OwnerLabels;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code changes} of commit and import: lines of a Dockerfile that become the image's
 * configuration. {@code LABEL} is let through where its keys can be read without knowing the
 * Dockerfile's quoting and variables; {@code ONBUILD} never.
 */
final class Changes {
  private static final Set<String> HARMLESS =
      Set.of(
          "CMD",
          "ENTRYPOINT",
          "ENV",
          "EXPOSE",
          "HEALTHCHECK",
          "SHELL",
          "STOPSIGNAL",
          "USER",
          "VOLUME",
          "WORKDIR");

  private static final Pattern LABEL =
      Pattern.compile("([A-Za-z0-9._/-]+)=(?:\"[^\"\\\\]*\"|[^\\s\"'\\\\]*)(?:[ \\t]+|$)");

  private Changes() {}

  static void check(Ruling ruling) {
    for (String change : ruling.query().all("changes")) {
      boolean ours = change.equals(OwnerLabels.instruction(ruling));
      if (!ours && !isAllowed(ruling, change.strip())) {
        ruling.refuse(
            Rules.IMAGE_CHANGES,
            "this change is not allowed",
            "use one instruction a change: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL key=value, USER, …");
      }
    }
  }

  private static boolean isAllowed(Ruling ruling, String change) {
    if (change.chars().anyMatch(c -> c < ' ' && c != '\t')) {
      return false;
    }
    String[] parts = change.split("[ \\t]+", 2);
    String instruction = parts[0].toUpperCase(Locale.ROOT);
    if (!instruction.equals("LABEL")) {
      return HARMLESS.contains(instruction);
    }
    return parts.length == 2 && areLabels(ruling, parts[1]);
  }

  private static boolean areLabels(Ruling ruling, String text) {
    Matcher label = LABEL.matcher(text);
    int end = 0;
    while (label.find() && label.start() == end) {
      OwnerLabels.check(ruling, label.group(1));
      end = label.end();
    }
    return end == text.length();
  }
}
