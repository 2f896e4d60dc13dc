package dev.cofferdam.watch.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes apart what {@link ReadOnlyCommand.ReadProcessFiles} prints: a line with the mark, and then
 * what a file holds, as often as files were asked for.
 */
final class MarkedParts {
  private final byte[] mark;
  private final int longest;

  MarkedParts(String mark, int longest) {
    this.mark = (mark + "\n").getBytes(StandardCharsets.US_ASCII);
    this.longest = longest;
  }

  /** The parts, each cut off after the longest length allowed. */
  List<byte[]> of(byte[] out, int count) throws IOException {
    List<byte[]> parts = new ArrayList<>(count);
    int start = next(out, 0);
    if (start != 0) {
      throw new IOException("the helper's output does not begin with its mark");
    }
    while (start < out.length) {
      int from = start + mark.length;
      int to = next(out, from);
      parts.add(Arrays.copyOfRange(out, from, Math.min(to, from + longest)));
      start = to;
    }
    if (parts.size() != count) {
      throw new IOException("the helper read " + parts.size() + " files of " + count);
    }
    return parts;
  }

  private int next(byte[] out, int from) {
    for (int i = from; i <= out.length - mark.length; i++) {
      if (out[i] == mark[0] && Arrays.equals(out, i, i + mark.length, mark, 0, mark.length)) {
        return i;
      }
    }
    return out.length;
  }
}
