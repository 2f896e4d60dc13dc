package dev.cofferdam.watch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every archive does, in the same way. */
public abstract class ArchiveContract {
  private Archive archive;

  /** An archive without exchanges. */
  protected abstract Archive empty() throws IOException;

  /** The same archive, opened a second time. */
  protected abstract Archive again() throws IOException;

  protected ArchiveContract() {
    // Set before each test.
    archive = NoArchive.NONE;
  }

  @BeforeEach
  void open() throws IOException {
    archive = empty();
  }

  @AfterEach
  void close() throws IOException {
    archive.close();
  }

  @Test
  void anEmptyArchiveHasNothingAndSaysSo() throws IOException {
    assertThat(find(Filter.ALL)).isEmpty();
    assertThat(archive.exchange(Samples.id(1))).isEmpty();
    assertThat(archive.sums(Filter.ALL)).isEmpty();
    assertThat(archive.label(Samples.id(1), Set.of("a"), Set.of())).isEmpty();
    assertThat(archive.forget(new Forget.Session("none"))).isZero();
  }

  @Test
  void anExchangeComesBackAsItWas() throws IOException {
    Exchange exchange = Samples.exchange(1, "Wie hoch ist\ndie Flut? 🌊", "```java\nint x;\n```");
    archive.put(List.of(exchange));

    assertThat(archive.exchange(exchange.id())).contains(exchange);
    assertThat(archive.exchange(exchange.id().substring(0, 31))).contains(exchange);
    assertThat(find(Filter.ALL)).containsExactly(1);
  }

  @Test
  void puttingTwiceKeepsOne() throws IOException {
    archive.put(List.of(Samples.exchange(1, "a", "b"), Samples.exchange(1, "a", "b")));
    archive.put(List.of(Samples.exchange(1, "a", "b")));

    assertThat(archive.find(Search.newest(Filter.ALL, 10)).total()).isEqualTo(1);
  }

  @Test
  void whatKnowsMoreReplacesWhatKnowsLessAndKeepsItsLabels() throws IOException {
    archive.put(List.of(withRecords(3, "session-1", "short")));
    archive.label(Samples.id(1), Set.of("keep"), Set.of());
    archive.put(List.of(withRecords(5, "session-1", "longer")));
    assertThat(archive.exchange(Samples.id(1)).orElseThrow().answer()).isEqualTo("longer");
    assertThat(archive.exchange(Samples.id(1)).orElseThrow().labels()).containsExactly("keep");

    archive.put(List.of(withRecords(5, "copy-in-another-session", "longer")));
    assertThat(archive.exchange(Samples.id(1)).orElseThrow().session()).isEqualTo("session-1");
    archive.put(List.of(withRecords(4, "session-1", "less")));
    assertThat(archive.exchange(Samples.id(1)).orElseThrow().answer()).isEqualTo("longer");
    archive.put(List.of(withRecords(6, "went-on-elsewhere", "longest")));
    assertThat(archive.exchange(Samples.id(1)).orElseThrow().session())
        .isEqualTo("went-on-elsewhere");
  }

  @Test
  void wordsAreFoundInPromptAnswerToolsAndTitle() throws IOException {
    archive.put(
        List.of(
            Samples.exchange(1, "Explain the harbour master", "The tide is turning"),
            Samples.exchange(2, "Write docker_run in Résumé.java", "Files.readString(path)"),
            Samples.exchange(3, "harbour", "nothing")));

    assertThat(text("harbour")).containsExactly(3, 1);
    assertThat(text("HARBOUR tide")).containsExactly(1);
    assertThat(text("\"harbour master\"")).containsExactly(1);
    assertThat(text("\"master harbour\"")).isEmpty();
    assertThat(text("harb*")).containsExactly(3, 1);
    assertThat(text("harbour -tide")).containsExactly(3);
    assertThat(text("tide | docker")).containsExactly(2, 1);
    assertThat(text("resume")).containsExactly(2);
    assertThat(text("readstring")).containsExactly(2);
    assertThat(text("docker_run")).containsExactly(2);
    assertThat(text("ls")).containsExactly(3, 2, 1);
    assertThat(text("title")).hasSize(3);
    assertThat(text("absent")).isEmpty();
    assertThat(text("\"((( -")).isNotNull();
  }

  @Test
  void matchesAreMarked() throws IOException {
    archive.put(
        List.of(
            Samples.exchange(
                1, "Explain the Harbour", "Tides. ".repeat(100) + "The harbour lies still.")));

    Hit hit = archive.find(Search.newest(Filter.text("harbour"), 10)).hits().getFirst();

    assertThat(hit.prompt()).contains(new Hit.Piece("Harbour", true));
    assertThat(hit.answer()).contains(new Hit.Piece("harbour", true));
    assertThat(hit.answer().stream().mapToInt(p -> p.text().length()).sum()).isLessThan(700);
    Hit plain = archive.find(Search.newest(Filter.ALL, 10)).hits().getFirst();
    assertThat(plain.prompt()).containsExactly(new Hit.Piece("Explain the Harbour", false));
  }

  @Test
  void filtersNarrow() throws IOException {
    archive.put(
        List.of(
            Samples.of(1, "ann", "s1", "/home/ann/harbour", "opus-4-1", "a", "", 1),
            Samples.of(2, "ann", "s2", "/home/ann/harbour/quay", "opus-4-5", "b", "", 1),
            Samples.of(3, "bob", "s3", "/home/bob/harbours", "haiku", "c", "", 1)));
    archive.label(Samples.id(3), Set.of("keep", "two words"), Set.of());

    assertThat(find(project("/home/ann/harbour"))).containsExactly(2, 1);
    assertThat(find(project("/home/ann/harbour/"))).containsExactly(2, 1);
    assertThat(find(project("harbours"))).containsExactly(3);
    assertThat(find(Filter.session("s2"))).containsExactly(2);
    assertThat(find(filter("", "opus-4-1", "", "", ""))).containsExactly(1);
    assertThat(find(filter("", "opus*", "", "", ""))).containsExactly(2, 1);
    assertThat(find(filter("", "", "bob", "", ""))).containsExactly(3);
    assertThat(find(filter("", "", "", "two words", ""))).containsExactly(3);
    assertThat(find(filter("", "", "", "two", ""))).isEmpty();
    assertThat(find(filter("", "", "", "", "Bash"))).containsExactly(2);
    assertThat(find(filter("", "", "", "", "bash"))).isEmpty();
    assertThat(find(between(1, 3))).containsExactly(2, 1);
    assertThat(find(new Filter("", "", "", "", "", "codex", "", "", "", null, null))).isEmpty();
    assertThat(find(new Filter("", "", "", "", "", "claude", "prompt", "", "", null, null)))
        .hasSize(3);
  }

  @Test
  void pagesAreStableWhileExchangesComeIn() throws IOException {
    List<Exchange> many = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      many.add(Samples.exchange(i, "word", ""));
    }
    archive.put(many);
    List<Integer> seen = new ArrayList<>();
    String after = "";
    int extra = 100;
    do {
      Page page = archive.find(new Search(Filter.text("word"), Order.NEWEST, 10, after, false));
      page.hits().forEach(hit -> seen.add(number(hit.exchange())));
      after = page.next();
      archive.put(List.of(Samples.exchange(extra++, "word", "")));
    } while (!after.isEmpty());

    assertThat(seen).hasSize(25).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b - a);
    assertThatThrownBy(() -> archive.find(new Search(Filter.ALL, Order.NEWEST, 1, "!", false)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theBestMatchComesFirstWhenAskedFor() throws IOException {
    archive.put(
        List.of(
            Samples.exchange(1, "harbour harbour harbour", "harbour"),
            Samples.exchange(2, "the word harbour once in a long text about other things", ""),
            Samples.exchange(3, "nothing", "")));

    Page best = archive.find(new Search(Filter.text("harbour"), Order.RELEVANCE, 1, "", false));
    assertThat(number(best.hits().getFirst().exchange())).isEqualTo(1);
    Page next =
        archive.find(new Search(Filter.text("harbour"), Order.RELEVANCE, 1, best.next(), false));
    assertThat(number(next.hits().getFirst().exchange())).isEqualTo(2);
    assertThat(find(new Search(Filter.ALL, Order.OLDEST, 10, "", false))).containsExactly(1, 2, 3);
  }

  @Test
  void facetsCountAllMatches() throws IOException {
    archive.put(
        List.of(
            Samples.of(1, "ann", "s1", "/p/a", "opus", "x", "", 1),
            Samples.of(2, "ann", "s2", "/p/a", "opus", "x", "", 1),
            Samples.of(3, "bob", "s3", "/p/b", "", "x", "", 1)));
    archive.label(Samples.id(1), Set.of("good"), Set.of());

    var facets = archive.find(new Search(Filter.text("x"), Order.NEWEST, 1, "", true)).facets();

    assertThat(facets.get("project"))
        .containsExactly(new Page.Count("/p/a", 2), new Page.Count("/p/b", 1));
    assertThat(facets.get("model")).containsExactly(new Page.Count("opus", 2));
    assertThat(facets.get("user"))
        .containsExactly(new Page.Count("ann", 2), new Page.Count("bob", 1));
    assertThat(facets.get("tool"))
        .containsExactly(new Page.Count("Read", 2), new Page.Count("Bash", 1));
    assertThat(facets.get("label")).containsExactly(new Page.Count("good", 1));
    assertThat(facets.get("agent")).containsExactly(new Page.Count("claude", 3));
    assertThat(facets.get("kind")).containsExactly(new Page.Count("prompt", 3));
  }

  @Test
  void sumsAreByDayProjectAndModel() throws IOException {
    archive.put(
        List.of(
            Samples.of(1, "ann", "s1", "/p/a", "opus", "x", "", 1),
            Samples.of(2, "ann", "s1", "/p/a", "opus", "x", "", 1),
            Samples.of(3, "ann", "s1", "/p/a", "haiku", "x", "", 1),
            Samples.of(24 * 60, "ann", "s1", "/p/a", "opus", "x", "", 1)));

    List<Sums> sums = archive.sums(Filter.ALL);

    assertThat(sums).hasSize(3);
    assertThat(sums).extracting(Sums::model).containsExactly("haiku", "opus", "opus");
    assertThat(sums.get(1).day()).isEqualTo(LocalDate.of(2026, 3, 1));
    assertThat(sums.get(1).exchanges()).isEqualTo(2);
    assertThat(sums.get(1).usage().output()).isEqualTo(40);
    assertThat(sums.get(1).usage().cacheWriteLong()).isEqualTo(100);
    assertThat(sums.get(2).day()).isEqualTo(LocalDate.of(2026, 3, 2));
    assertThat(archive.sums(filter("", "haiku", "", "", ""))).hasSize(1);
  }

  @Test
  void labelsComeAndGo() throws IOException {
    archive.put(List.of(Samples.exchange(1, "a", "b")));

    assertThat(archive.label(Samples.id(1), Set.of("b", "a"), Set.of())).contains(Set.of("a", "b"));
    assertThat(archive.label(Samples.id(1), Set.of("c"), Set.of("a"))).contains(Set.of("b", "c"));
    assertThat(archive.label(Samples.id(9), Set.of("c"), Set.of())).isEmpty();
    assertThat(find(filter("", "", "", "a", ""))).isEmpty();
  }

  @Test
  void whatIsForgottenDoesNotComeBack() throws IOException {
    List<Exchange> all =
        List.of(
            Samples.of(1, "ann", "s1", "/p", "m", "one", "", 1),
            Samples.of(2, "ann", "s2", "/p", "m", "two", "", 1),
            Samples.of(3, "bob", "s3", "/p", "m", "three", "", 1),
            Samples.of(4, "bob", "s4", "/p", "m", "four", "", 1));
    archive.put(all);

    assertThat(archive.forget(new Forget.Session("s1"))).isEqualTo(1);
    assertThat(archive.forget(new Forget.One(Samples.id(4)))).isEqualTo(1);
    archive.put(all);
    assertThat(find(Filter.ALL)).containsExactly(3, 2);

    assertThat(archive.forget(new Forget.User("bob"))).isEqualTo(1);
    archive.close();
    archive = again();
    archive.put(all);
    assertThat(find(Filter.ALL)).containsExactly(2);
    // What a forgotten user asks later is new.
    archive.put(List.of(Samples.of(90_000_000, "bob", "s9", "/p", "m", "later", "", 1)));
    assertThat(find(Filter.ALL)).containsExactly(90_000_000, 2);
  }

  @Test
  void whatHasExpiredGoesAndStaysAway() throws IOException {
    List<Exchange> all = List.of(Samples.exchange(1, "old", ""), Samples.exchange(10, "young", ""));
    archive.put(all);

    assertThat(archive.expire(Samples.NOON.plusSeconds(300))).isEqualTo(1);
    archive.put(all);

    assertThat(find(Filter.ALL)).containsExactly(10);
  }

  @Test
  void everythingIsWalkedOverInOrder() throws IOException {
    List<Exchange> many = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      many.add(Samples.exchange(i, "word", ""));
    }
    archive.put(many);
    List<Integer> seen = new ArrayList<>();

    archive.each(Filter.ALL, Order.OLDEST, exchange -> seen.add(number(exchange)));

    assertThat(seen).hasSize(450).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void longTextsAndManyExchangesFit() throws IOException {
    archive.put(
        List.of(
            Samples.exchange(1, "x".repeat(100_000) + " needle", "word ".repeat(150_000)),
            Samples.of(2, "ann", "s", "/" + "p".repeat(20_000), "m", "a", "b", 1)));

    assertThat(text("needle")).containsExactly(1);
    assertThat(archive.exchange(Samples.id(2)).orElseThrow().project()).hasSize(20_001);
  }

  private List<Integer> text(String words) throws IOException {
    return find(Filter.text(words));
  }

  private List<Integer> find(Filter filter) throws IOException {
    return find(Search.newest(filter, 100));
  }

  private List<Integer> find(Search search) throws IOException {
    Page page = archive.find(search);
    assertThat(page.total()).isEqualTo(page.hits().size());
    return page.hits().stream().map(hit -> number(hit.exchange())).collect(Collectors.toList());
  }

  private static int number(Exchange exchange) {
    return Integer.parseInt(exchange.id().substring(24), 16) - 0xabc000;
  }

  private static Exchange withRecords(int records, String session, String answer) {
    return Samples.of(1, "ann", session, "/p", "m", "a", answer, records);
  }

  private static Filter project(String project) {
    return filter(project, "", "", "", "");
  }

  private static Filter filter(
      String project, String model, String user, String label, String tool) {
    return new Filter("", project, "", model, user, "", "", label, tool, null, null);
  }

  private static Filter between(int from, int until) {
    return new Filter(
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        Samples.NOON.plusSeconds(60L * from),
        Samples.NOON.plusSeconds(60L * until));
  }
}
