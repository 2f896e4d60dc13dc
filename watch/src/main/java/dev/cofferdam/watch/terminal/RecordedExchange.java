package dev.cofferdam.watch.terminal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An exchange that a recording shows. The same prompt, asked again after the first one has left the
 * screen, cannot be told from the first.
 *
 * @param shown what was on the screen when the agent had finished
 * @param asked when the prompt was first seen, from the start of the recording
 * @param finished when the whole answer was first seen
 */
public record RecordedExchange(ScreenExchange shown, Duration asked, Duration finished) {

  /**
   * Everything that Claude Code finished in a recording, in order.
   *
   * @param ended whether nothing follows what it has: else its end is left out, where the agent may
   *     be in the middle of something
   * @throws IOException when it shows more than can be read
   */
  public static List<RecordedExchange> of(Recording recording, boolean ended) throws IOException {
    Map<String, Duration> asked = new HashMap<>();
    Map<String, RecordedExchange> finished = new LinkedHashMap<>();
    RecordedScreen.play(
        recording,
        ended,
        (at, lines) -> {
          Map<String, Integer> times = new HashMap<>();
          for (ScreenExchange each : ClaudeScreen.read(lines)) {
            String key = times.merge(each.prompt(), 1, Integer::sum) + " " + each.prompt();
            asked.putIfAbsent(key, at);
            if (each.ended()) {
              finished.putIfAbsent(
                  key, new RecordedExchange(each, asked.getOrDefault(key, at), at));
            }
          }
        });
    return List.copyOf(finished.values());
  }

  /**
   * Those that no transcript has.
   *
   * @param prompts those of transcripts of that time
   * @param masked what is stored of a text that was typed
   */
  public static List<RecordedExchange> missing(
      List<RecordedExchange> recorded, List<String> prompts, UnaryOperator<String> masked) {
    List<ScreenExchange> missing =
        new ArrayList<>(
            Joining.missing(
                recorded.stream().map(RecordedExchange::shown).toList(), prompts, masked));
    return recorded.stream().filter(each -> missing.remove(each.shown())).toList();
  }

  /** How long a recording is. */
  public static Duration length(Recording recording) {
    return recording.events().isEmpty() ? Duration.ZERO : recording.events().getLast().at();
  }
}
