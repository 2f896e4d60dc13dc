package dev.cofferdam.watch.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When the machine was started, by its /proc/stat. */
public final class BootTime {
  private static final Pattern LINE = Pattern.compile("(?m)^btime ([0-9]{1,12})$");

  private BootTime() {}

  /** Seconds since 1970. */
  public static long in(byte[] stat) throws IOException {
    Matcher line = LINE.matcher(new String(stat, StandardCharsets.US_ASCII));
    if (!line.find()) {
      throw new HostException("/proc/stat does not say when the machine was started");
    }
    return Long.parseLong(line.group(1));
  }
}
