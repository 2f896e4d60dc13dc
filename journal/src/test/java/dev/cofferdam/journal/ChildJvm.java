package dev.cofferdam.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/** Another process that writes a journal, to be refused or killed. */
final class ChildJvm {
  private ChildJvm() {}

  static Process start(String what, Path dir) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ChildJvm.class.getName(),
            what,
            dir.toString())
        .redirectErrorStream(true)
        .start();
  }

  static String output(String what, Path dir) throws Exception {
    Process child = start(what, dir);
    String output = new String(child.getInputStream().readAllBytes(), UTF_8);
    child.waitFor();
    return output;
  }

  /** {@code open DIR}: opens and closes. {@code write DIR}: writes, and prints what is flushed. */
  public static void main(String[] args) throws Exception {
    JournalSettings settings = JournalSettings.DEFAULT.keeping(1 << 20, 1000, Long.MAX_VALUE);
    try (FileJournal journal = FileJournal.open(Path.of(args[1]), settings)) {
      System.out.println("opened");
      long entries = args[0].equals("write") ? Long.MAX_VALUE : 0;
      for (long i = 0; i < entries; i++) {
        Journals.insist(journal, Journals.entry("child", i));
        if (i % 1000 == 999 && journal.flush(Journals.PATIENCE)) {
          System.out.println(i + 1);
        }
      }
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }
}
