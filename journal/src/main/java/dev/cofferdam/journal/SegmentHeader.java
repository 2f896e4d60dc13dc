package dev.cofferdam.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a segment.
 *
 * @param segment its number; the file's name says the same
 * @param chain random id of the journal, the same in all its segments
 * @param created when the segment was begun
 * @param first sequence number of the first entry to come
 * @param oldest number of the oldest segment that retention kept when this one began: if an older
 *     one is missing, that is in order; if this one is, somebody took it
 * @param previous hash of the line before
 */
record SegmentHeader(
    int segment, String chain, Instant created, long first, int oldest, String previous) {

  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"segment\":([0-9]{1,9}),\"format\":1,\"chain\":\"([0-9a-f]{32})\","
              + "\"created\":\"([^\"]{20,40})\",\"first\":([0-9]{1,18}),\"oldest\":([0-9]{1,9}),"
              + "\"previous\":\"([0-9a-f]{64})\",\"hash\":\"[0-9a-f]{64}\"}");

  /** The whole line, newline included; {@code chain} moves on to its hash. */
  byte[] seal(Chain chain) {
    String body =
        "{\"segment\":%d,\"format\":1,\"chain\":\"%s\",\"created\":\"%s\",\"first\":%d,\"oldest\":%d,\"previous\":\"%s\""
            .formatted(segment, this.chain, created, first, oldest, previous);
    byte[] line = new byte[body.length() + Chain.SUFFIX];
    byte[] text = body.getBytes(US_ASCII);
    System.arraycopy(text, 0, line, 0, text.length);
    var _ = chain.seal(line, 0, text.length);
    return line;
  }

  /** Reads a header; null if the line is none of this format. Its hash is not looked at. */
  static @Nullable SegmentHeader parse(byte[] line, int from, int length) {
    Matcher matcher = LINE.matcher(new String(line, from, length, ISO_8859_1));
    if (!matcher.matches()) {
      return null;
    }
    try {
      return new SegmentHeader(
          Integer.parseInt(matcher.group(1)),
          matcher.group(2),
          Instant.parse(matcher.group(3)),
          Long.parseLong(matcher.group(4)),
          Integer.parseInt(matcher.group(5)),
          matcher.group(6));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Whether a line is meant to be a header: entries begin with their sequence number. */
  static boolean looksLikeOne(String line) {
    return line.startsWith("{\"segment\":");
  }
}
