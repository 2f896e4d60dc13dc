package dev.cofferdam.watch.terminal;

import dev.cofferdam.watch.terminal.Recording.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;

/**
 * What a recorded terminal showed, looked at whenever it had stood still for a while: the output is
 * played to a terminal, because programs move about on the screen, write over what they wrote, and
 * take it all away when they end.
 */
public final class RecordedScreen {
  private static final int WIDEST = 1000;
  private static final int MOST_CELLS = 4 << 20;

  /** Of what has scrolled away above the screen, this much is looked at again. */
  private static final int LINES_ABOVE = 500;

  private static final Duration STILL = Duration.ofSeconds(1);
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,4})x([0-9]{1,4})");

  /** Programs that fill the screen put back what was there before. */
  private static final String LEAVES = "\u001b[?1049l";

  private RecordedScreen() {}

  /** Takes what the terminal showed. */
  public interface Look {
    /**
     * @param at time from the start of the recording
     * @param lines without blanks at their ends
     */
    void at(Duration at, List<String> lines);
  }

  /**
   * Plays a recording.
   *
   * @param end whether its end is looked at, too
   * @throws IOException when more has scrolled away than fits into some 32 MB
   */
  public static void play(Recording recording, boolean end, Look look) throws IOException {
    ScreenTerminal terminal = new ScreenTerminal(size(recording.columns()), size(recording.rows()));
    Duration last = Duration.ZERO;
    for (Event event : recording.events()) {
      switch (event.kind()) {
        case OUTPUT -> {
          if (event.at().minus(last).compareTo(STILL) >= 0 || event.data().contains(LEAVES)) {
            look.at(last, lines(terminal));
          }
          terminal.write(event.data());
          last = event.at();
        }
        case RESIZE -> {
          Matcher size = SIZE.matcher(event.data());
          if (size.matches()) {
            terminal.setSize(
                Size.of(
                    size(Integer.parseInt(size.group(1))), size(Integer.parseInt(size.group(2)))));
          }
        }
        case INPUT, MARKER, EXIT -> {}
      }
      if ((long) terminal.getHistorySize() * terminal.getColumns() > MOST_CELLS) {
        throw new IOException("what it shows is too long to be read");
      }
    }
    if (end) {
      look.at(last, lines(terminal));
    }
  }

  private static List<String> lines(ScreenTerminal terminal) {
    List<String> lines = new ArrayList<>();
    List<long[]> above = terminal.getHistory();
    above
        .subList(Math.max(0, above.size() - LINES_ABOVE), above.size())
        .forEach(line -> lines.add(text(line, 0, line.length)));
    int width = terminal.getColumns();
    long[] screen = new long[width * terminal.getRows()];
    terminal.dump(screen, new int[2]);
    for (int from = 0; from < screen.length; from += width) {
      lines.add(text(screen, from, from + width));
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  private static int size(int asked) {
    return Math.clamp(asked, ScreenTerminal.MIN_SIZE, WIDEST);
  }

  private static String text(long[] cells, int from, int to) {
    StringBuilder line = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      int character = ScreenTerminal.cellCodePoint(cells[i]);
      // The second cell of a wide character holds none.
      if (character != 0) {
        line.appendCodePoint(character);
      }
    }
    return line.toString().stripTrailing();
  }
}
