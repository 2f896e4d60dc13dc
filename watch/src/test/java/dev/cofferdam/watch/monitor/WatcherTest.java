package dev.cofferdam.watch.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Order;
import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.discovery.SessionLink;
import dev.cofferdam.watch.host.LocalHost;
import dev.cofferdam.watch.ingest.Ingest;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.testing.FakeAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes of this machine, with transcripts of their own. */
@Tag("engine") // needs root, to run as somebody else
@Timeout(60)
class WatcherTest {
  private static final int ANN = 42_441;
  private static final String ONE = "11111111-1111-4111-8111-111111111111";
  private static final String TWO = "22222222-2222-4222-8222-222222222222";

  @TempDir private Path folder = Path.of("/nonexistent");
  private Path work = folder;
  private Path projects = folder;
  private Archive archive;
  private Watcher watcher;

  @BeforeEach
  void begin() throws IOException {
    work = FakeAgent.openFolder(folder, "work");
    projects =
        FakeAgent.openFolder(
            folder, "elsewhere/projects/" + work.toString().replaceAll("[^A-Za-z0-9]", "-"));
    archive = LuceneArchive.open(folder.resolve("archive"));
    watcher =
        new Watcher(
            new LocalHost(),
            new TreeSet<>(List.of(ANN)),
            id -> id,
            new ArchivedTranscripts(
                Ingest.open(
                    folder.resolve("state"), Masking.builtIn(), archive, Clock.systemUTC())),
            new ScreenArchive(archive, Masking.builtIn(), Clock.systemUTC()));
  }

  @AfterEach
  void end() throws IOException {
    archive.close();
  }

  @Test
  void transcriptsAreReadWhereClaudeConfigDirPutsThemAlsoAfterTheAgentsEnd() throws Exception {
    try (FakeAgent agent = claude("say", "--session-id", ONE)) {
      assertThat(agent.pid()).isPositive();
      transcript(ONE, "where the variable says");

      Look look = watcher.look();
      assertThat(look.faults()).isEmpty();
      assertThat(look.agents())
          .singleElement()
          .extracting(WatchedAgent::link)
          .isInstanceOfSatisfying(
              SessionLink.Certain.class, link -> assertThat(link.session()).isEqualTo(ONE));
      assertThat(prompts()).containsExactly("where the variable says");
    }
    transcript(TWO, "its last words");

    assertThat(watcher.look().agents()).isEmpty();
    assertThat(prompts()).containsExactlyInAnyOrder("where the variable says", "its last words");
  }

  @Test
  void transcriptsThatMayBeAnothersAreCandidatesAndNoneIsChosen() throws Exception {
    try (FakeAgent one = claude();
        FakeAgent two = claude()) {
      assertThat(links())
          .allSatisfy(link -> assertThat(link).isInstanceOf(SessionLink.Unknown.class));

      transcript(ONE, "of one of the two");
      assertThat(links())
          .hasSize(2)
          .allSatisfy(link ->
              assertThat(link)
                  .as("one file, and still no proof")
                  .isInstanceOfSatisfying(
                      SessionLink.Ambiguous.class,
                      each -> assertThat(each.candidates()).containsExactly(ONE)));
      transcript(TWO, "of the other");
      assertThat(links())
          .allSatisfy(link ->
              assertThat(link)
                  .isInstanceOfSatisfying(
                      SessionLink.Ambiguous.class,
                      each -> assertThat(each.candidates()).containsExactlyInAnyOrder(ONE, TWO)));
      assertThat(one.pid()).isNotEqualTo(two.pid());
      assertThat(prompts())
          .as("that nobody knows whose they are is no reason to lose them or to keep them twice")
          .containsExactlyInAnyOrder("of one of the two", "of the other");
    }
  }

  private List<SessionLink> links() {
    return watcher.look().agents().stream().map(WatchedAgent::link).toList();
  }

  private FakeAgent claude(String... arguments) throws IOException {
    return FakeAgent.start(
        ANN,
        work,
        "claude",
        Map.of("HOME", "/nonexistent", "CLAUDE_CONFIG_DIR", folder.resolve("elsewhere").toString()),
        arguments);
  }

  private void transcript(String session, String prompt) throws IOException {
    Path file = projects.resolve(session + ".jsonl");
    Files.writeString(
        file,
        """
        {"type":"user","uuid":"%1$s","sessionId":"%1$s","timestamp":"2026-01-01T10:00:00Z","message":{"role":"user","content":"%2$s"}}
        """
            .formatted(session, prompt));
    Files.setAttribute(file, "unix:uid", ANN);
  }

  private List<String> prompts() throws IOException {
    List<String> prompts = new ArrayList<>();
    archive.each(Filter.ALL, Order.OLDEST, exchange -> prompts.add(exchange.prompt()));
    return prompts;
  }
}
