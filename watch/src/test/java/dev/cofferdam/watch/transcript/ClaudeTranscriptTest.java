package dev.cofferdam.watch.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ExchangeKind;
import dev.cofferdam.watch.exchange.TokenUsage;
import dev.cofferdam.watch.exchange.ToolUse;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.transcript.claude.ClaudeFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ClaudeTranscriptTest {
  private static final String SESSION = "5e551011-0000-4000-8000-000000000001";

  private final Conversation conversation =
      new ClaudeFormat()
          .open(new Origin("ann", "host", "/h/.claude/projects/p/" + SESSION + ".jsonl"));
  private final Map<String, Exchange> found = new LinkedHashMap<>();
  private int clock;

  @Test
  void aRealSessionIsTwoExchanges() throws IOException {
    feedResource("tools.jsonl");

    assertThat(exchanges()).hasSize(2);
    Exchange first = exchanges().getFirst();
    assertThat(first.prompt()).isEqualTo("Explain the harbour LISTFILES");
    assertThat(first.answer())
        .isEqualTo(
            "I will list the files.\n\nMock answer 4: the tide is turning.\n\n```java\n"
                + "System.out.println(\"harbour\");\n```\nDone with a résumé ✓.");
    assertThat(first.tools()).hasSize(1);
    assertThat(first.tools().getFirst().name()).isEqualTo("Bash");
    assertThat(first.tools().getFirst().outcome()).isEqualTo(ToolUse.Outcome.OK);
    assertThat(first.tools().getFirst().input()).contains("command: ls -la");
    assertThat(first.session()).isEqualTo("8635d433-bed6-4c73-833d-693849d42a96");
    assertThat(first.project()).isEqualTo("/home/dev/harbour");
    assertThat(first.branch()).isEqualTo("master");
    assertThat(first.model()).isEqualTo("claude-opus-4-8");
    assertThat(first.version()).isEqualTo("2.1.197");
    // Two messages of the service; the first one stands on two lines with the same numbers.
    assertThat(first.usage()).isEqualTo(new TokenUsage(24, 68, 0, 0, 0));
    assertThat(first.started()).isEqualTo(Instant.parse("2026-11-21T03:24:22.699Z"));
    assertThat(first.complete()).isTrue();
    assertThat(exchanges().get(1).prompt()).isEqualTo("Second question: why?");
    assertThat(conversation.tally().unknownTypes()).isEmpty();
  }

  @Test
  void aPromptOfAProgramThatPassesTheQueueIsOnePrompt() throws IOException {
    feedResource("one-shot.jsonl");

    assertThat(exchanges()).hasSize(1);
    assertThat(exchanges().getFirst().prompt()).isEqualTo("What is the tide?");
    assertThat(exchanges().getFirst().kind()).isEqualTo(ExchangeKind.PROMPT);
  }

  @Test
  void whatIsNoPromptOfAPersonBeginsNothing() {
    feed(user("u1", "ask"));
    feed(user("u2", "<system-reminder>remember</system-reminder>"));
    feed(with(user("u3", "expanded skill"), "\"isMeta\":true"));
    feed(with(user("u4", "This session is being continued"), "\"isCompactSummary\":true"));
    feed(user("u5", "[Request interrupted by user]"));

    assertThat(exchanges()).hasSize(1);
    assertThat(exchanges().getFirst().complete()).isTrue();
    assertThat(exchanges().getFirst().records()).isEqualTo(5);
  }

  @Test
  void slashCommandsAreKeptApart() {
    feed(user("u1", "<command-name>/model</command-name>\\n<command-args>opus</command-args>"));
    feed(user("u2", "<local-command-stdout>Set model to opus</local-command-stdout>"));
    feed(user("u3", "<bash-input>git status</bash-input>"));

    assertThat(exchanges()).extracting(Exchange::kind).containsOnly(ExchangeKind.COMMAND);
    assertThat(exchanges())
        .extracting(Exchange::prompt)
        .containsExactly("/model opus", "! git status");
    assertThat(exchanges().getFirst().answer()).isEqualTo("Set model to opus");
  }

  @Test
  void aPromptTypedWhileTheAgentIsBusyIsKeptOnceWhicheverWayItComes() {
    feed(user("u1", "first"));
    feed(queue("enqueue", "second"));
    feed(queue("enqueue", "third"));
    feed(queue("dequeue", ""));
    feed(user("u2", "second"));
    feed(queue("remove", ""));
    feed(
        "{\"type\":\"attachment\",\"uuid\":\"a1\",\"parentUuid\":\"u2\",\"timestamp\":\""
            + time()
            + "\",\"attachment\":{\"type\":\"queued_command\",\"prompt\":\"third\",\"commandMode\":\"prompt\"}}");
    feed(assistant("m1", "a2", "a1", "answer to the third", 5));

    assertThat(exchanges())
        .extracting(Exchange::prompt)
        .containsExactly("first", "second", "third");
    assertThat(exchanges())
        .extracting(Exchange::kind)
        .containsExactly(ExchangeKind.PROMPT, ExchangeKind.QUEUED, ExchangeKind.QUEUED);
    assertThat(exchanges().get(2).answer()).isEqualTo("answer to the third");
  }

  @Test
  void aQueuedPromptThatNeverBecomesARecordIsKeptWhenTheNextButOneHasCome() {
    feed(user("u1", "first"));
    feed(queue("enqueue", "lost"));
    feed(user("u2", "second"));
    assertThat(exchanges()).hasSize(2);

    feed(user("u3", "third"));

    assertThat(exchanges()).extracting(Exchange::prompt).contains("lost");
  }

  @Test
  void whatWasTakenBackFromTheQueueWasNotAsked() {
    feed(user("u1", "first"));
    feed(queue("enqueue", "never mind"));
    feed(queue("popAll", ""));
    feed(user("u2", "second"));
    feed(user("u3", "third"));

    assertThat(exchanges()).hasSize(3);
  }

  @Test
  void tokensOfAMessageCountOnceWithTheLastAndHighestNumber() {
    feed(user("u1", "ask"));
    feed(assistant("m1", "a1", "u1", "one", 3));
    feed(assistant("m1", "a2", "a1", "two", 40));
    feed(assistant("m2", "a3", "a2", "three", 7));

    assertThat(exchanges().getFirst().usage().output()).isEqualTo(47);
    assertThat(exchanges().getFirst().answer()).isEqualTo("one\n\ntwo\n\nthree");
  }

  @Test
  void historyThatACompactionWritesAgainChangesNothing() {
    feed(user("u1", "one"));
    feed(assistant("m1", "a1", "u1", "answer one", 3));
    feed(user("u2", "two"));
    feed(assistant("m1", "a1", "u1", "answer one", 3));
    feed(user("u1", "one"));
    feed(assistant("m2", "a2", "u2", "answer two", 4));

    assertThat(exchanges())
        .extracting(Exchange::answer)
        .containsExactly("answer one", "answer two");
    assertThat(conversation.tally().copies()).isEqualTo(2);
  }

  @Test
  void aLateAnswerBelongsToThePromptItAnswers() {
    feed(user("u1", "one"));
    feed(user("u2", "<command-name>/cost</command-name>"));
    feed(assistant("m1", "a1", "u1", "late", 3));

    assertThat(exchanges().getFirst().answer()).isEqualTo("late");
    assertThat(exchanges().get(1).answer()).isEmpty();
  }

  @Test
  void subAgentsAreExchangesOfTheirOwn() {
    feed(user("u1", "do it"));
    feed(side(user("s1", "look around"), "x1"));
    feed(side(user("s2", "look elsewhere"), "x2"));
    feed(side(assistant("m1", "s3", "s1", "seen", 3), "x1"));
    feed(assistant("m2", "a1", "u1", "done", 4));

    assertThat(exchanges())
        .extracting(Exchange::kind)
        .containsExactly(ExchangeKind.PROMPT, ExchangeKind.SUBAGENT, ExchangeKind.SUBAGENT);
    assertThat(exchanges().get(1).answer()).isEqualTo("seen");
    assertThat(exchanges().getFirst().usage().output()).isEqualTo(4);
    assertThat(exchanges()).extracting(Exchange::session).containsOnly(SESSION);
  }

  @Test
  void recordsOfUnknownTypesAreKept() {
    feed(user("u1", "ask"));
    feed("{\"type\":\"tide-table\",\"uuid\":\"t1\",\"high\":12}");

    assertThat(conversation.tally().unknownTypes()).containsEntry("tide-table", 1);
    assertThat(exchanges().getFirst().other().getFirst().type()).isEqualTo("tide-table");
    assertThat(exchanges().getFirst().other().getFirst().text()).contains("\"high\":12");
  }

  @Test
  void brokenLinesAreCountedAndPassedOver() {
    feed("{\"type\":\"user\",\"uuid\":\"u0\",\"mess");
    feed("[1,2]");
    feed("{\"type\":\"user\"}{\"type\":\"user\"}");
    feed(user("u1", "still here"));
    byte[] line = user("u2", "caf? noir").getBytes(StandardCharsets.UTF_8);
    int at = new String(line, StandardCharsets.UTF_8).indexOf('?');
    line[at] = (byte) 0xe9;
    conversation.piece(line, 0, line.length);

    assertThat(exchanges())
        .extracting(Exchange::prompt)
        .containsExactly("still here", "caf\ufffd noir");
    assertThat(conversation.tally().corruptPieces()).isEqualTo(3);
    assertThat(conversation.tally().repairedPieces()).isEqualTo(1);
  }

  @Test
  void longTextsAreCutAndSayHowMuch() {
    feed(user("u1", "word ".repeat(100_000)));

    assertThat(exchanges().getFirst().prompt().length()).isLessThan(263_000);
    assertThat(exchanges().getFirst().prompt()).endsWith("more characters are not kept]");
  }

  @Test
  void picturesAreMarkedAndTextAroundThemIsKept() {
    feed(
        "{\"type\":\"user\",\"uuid\":\"u1\",\"timestamp\":\""
            + time()
            + "\",\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"data\":\""
            + "A".repeat(3 << 20)
            + "\"}},{\"type\":\"text\",\"text\":\"what is this?\"}]}}");

    assertThat(exchanges().getFirst().prompt()).isEqualTo("[image]\nwhat is this?");
  }

  @Test
  void theLatestTitleCounts() {
    feed(user("u1", "ask"));
    feed("{\"type\":\"ai-title\",\"aiTitle\":\"Harbour\",\"sessionId\":\"" + SESSION + "\"}");
    feed("{\"type\":\"ai-title\",\"aiTitle\":\"Tides\",\"sessionId\":\"" + SESSION + "\"}");
    feed("{\"type\":\"summary\",\"summary\":\"Other\",\"leafUuid\":\"elsewhere\"}");

    assertThat(exchanges().getFirst().title()).isEqualTo("Tides");
  }

  private List<Exchange> exchanges() {
    for (Exchange exchange : conversation.changed(Masking.builtIn())) {
      found.put(exchange.id(), exchange);
    }
    return List.copyOf(found.values());
  }

  private void feedResource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ClaudeTranscriptTest.class.getResourceAsStream("../claude/" + name))) {
      new Lines(1 << 20).feed(in.readAllBytes(), conversation::piece);
    }
  }

  private void feed(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    conversation.piece(bytes, 0, bytes.length);
  }

  private String time() {
    return Instant.parse("2026-01-01T10:00:00Z").plusSeconds(clock++).toString();
  }

  private String user(String uuid, String text) {
    return "{\"type\":\"user\",\"uuid\":\""
        + uuid
        + "\",\"sessionId\":\""
        + SESSION
        + "\",\"timestamp\":\""
        + time()
        + "\",\"message\":{\"role\":\"user\",\"content\":\""
        + text
        + "\"}}";
  }

  private String assistant(String message, String uuid, String parent, String text, int output) {
    return "{\"type\":\"assistant\",\"uuid\":\""
        + uuid
        + "\",\"parentUuid\":\""
        + parent
        + "\",\"sessionId\":\""
        + SESSION
        + "\",\"requestId\":\"r"
        + message
        + "\",\"timestamp\":\""
        + time()
        + "\",\"message\":{\"id\":\""
        + message
        + "\",\"model\":\"m\",\"stop_reason\":\"end_turn\",\"content\":[{\"type\":\"text\",\"text\":\""
        + text
        + "\"}],\"usage\":{\"input_tokens\":1,\"output_tokens\":"
        + output
        + "}}}";
  }

  private String queue(String operation, String content) {
    return "{\"type\":\"queue-operation\",\"operation\":\""
        + operation
        + "\",\"timestamp\":\""
        + time()
        + "\",\"sessionId\":\""
        + SESSION
        + "\",\"content\":\""
        + content
        + "\"}";
  }

  private static String side(String record, String agent) {
    return with(record, "\"isSidechain\":true,\"agentId\":\"" + agent + "\"");
  }

  private static String with(String record, String members) {
    return record.substring(0, record.length() - 1) + "," + members + "}";
  }
}
