package dev.cofferdam.watch.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Tells what a screen shows and a transcript does not have. The transcript is exact, the screen is
 * not: they are compared without blanks, because the screen breaks lines where the window ends.
 */
public final class Joining {
  private Joining() {}

  /**
   * What is on the screen alone.
   *
   * @param prompts those of the transcript, in order
   * @param masked what is stored of a text that was typed
   */
  public static List<ScreenExchange> missing(
      List<ScreenExchange> screen, List<String> prompts, UnaryOperator<String> masked) {
    List<String> left = new ArrayList<>(prompts.stream().map(Joining::bare).toList());
    List<ScreenExchange> missing = new ArrayList<>();
    for (ScreenExchange each : screen) {
      // Each prompt of the transcript stands for one on the screen: the same may be asked twice.
      if (!left.remove(bare(masked.apply(each.prompt())))) {
        missing.add(each);
      }
    }
    return missing;
  }

  private static String bare(String text) {
    return text.replaceAll("\\s+", "");
  }
}
