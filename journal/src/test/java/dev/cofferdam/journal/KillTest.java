package dev.cofferdam.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  @TempDir private Path dir;

  @Test
  void aKilledWriterLosesNothingThatWasFlushedAndTheRestVerifies() throws Exception {
    long before = 0;
    for (int round = 0; round < 3; round++) {
      Process child = ChildJvm.start("write", dir);
      long flushed = 0;
      try (BufferedReader out =
          new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
        assertThat(out.readLine()).isEqualTo("opened");
        for (int i = 0; i < 5 + round * 3; i++) {
          flushed = Long.parseLong(String.valueOf(out.readLine()));
        }
        child.toHandle().destroyForcibly(); // SIGKILL; what it said before stays readable
        String line;
        while ((line = out.readLine()) != null && line.matches("[0-9]+")) {
          flushed = Long.parseLong(line);
        }
      }
      assertThat(child.waitFor()).isEqualTo(137);

      assertThat(Verifier.verify(dir, null)).isInstanceOf(Verification.Sound.class);
      FileJournal.open(dir, JournalSettings.DEFAULT).close();
      Verification.Sound sound = Journals.sound(dir);
      assertThat(sound.tornBytes()).isZero();
      List<Entry> here =
          Journals.entries(dir).stream().filter(entry -> entry.kind() == Kind.REQUEST).toList();
      assertThat(here.size() - before).isGreaterThanOrEqualTo(flushed);
      for (int i = (int) before; i < here.size(); i++) {
        assertThat(here.get(i).bytesIn()).isEqualTo(i - before);
      }
      before = here.size();
    }
  }
}
