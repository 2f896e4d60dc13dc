package dev.cofferdam.watch.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.TokenUsage;
import dev.cofferdam.watch.exchange.ToolUse;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.transcript.codex.CodexFormat;
import dev.cofferdam.watch.transcript.gemini.GeminiFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherAgentsTest {

  @Test
  void aSessionOfAnOlderCodexIsRead() {
    Conversation codex =
        new CodexFormat()
            .open(new Origin("ann", "host", "/h/.codex/sessions/2026/01/01/rollout-x.jsonl"));
    feed(
        codex,
        item(
            "session_meta",
            "{'id':'s1','cwd':'/p','cli_version':'0.65.0','git':{'branch':'main'}}"));
    feed(
        codex,
        item(
            "response_item",
            "{'type':'message','role':'user','content':[{'type':'input_text','text':'<environment_context>x</environment_context>'}]}"));
    feed(codex, item("turn_context", "{'cwd':'/p','model':'gpt-5-codex'}"));
    feed(
        codex,
        item(
            "response_item",
            "{'type':'message','role':'user','content':[{'type':'input_text','text':'list files'}]}"));
    feed(codex, item("event_msg", "{'type':'user_message','message':'list files'}"));
    feed(
        codex,
        item(
            "response_item",
            "{'type':'function_call','name':'shell','call_id':'c1','arguments':'{\\'command\\':[\\'ls\\']}'}"));
    feed(
        codex,
        item(
            "response_item",
            "{'type':'function_call_output','call_id':'c1','output':'{\\'output\\':\\'no\\',\\'metadata\\':{\\'exit_code\\':2}}'}"));
    String count =
        "{'type':'token_count','info':{'total_token_usage':{'total_tokens':130},'last_token_usage':{'input_tokens':100,'cached_input_tokens':60,'output_tokens':30}}}";
    feed(codex, item("event_msg", count));
    feed(codex, item("event_msg", count));
    feed(
        codex,
        item(
            "response_item",
            "{'type':'message','role':'assistant','content':[{'type':'output_text','text':'There are none.'}]}"));
    feed(codex, item("event_msg", "{'type':'agent_message','message':'There are none.'}"));
    feed(codex, item("event_msg", "{'type':'task_complete'}"));
    feed(codex, item("tide_table", "{'high':1}"));

    List<Exchange> exchanges = codex.changed(Masking.builtIn());

    assertThat(exchanges).hasSize(1);
    Exchange exchange = exchanges.getFirst();
    assertThat(exchange.prompt()).isEqualTo("list files");
    assertThat(exchange.answer()).isEqualTo("There are none.");
    assertThat(exchange.usage()).isEqualTo(new TokenUsage(40, 30, 60, 0, 0));
    assertThat(exchange.tools().getFirst().outcome()).isEqualTo(ToolUse.Outcome.FAILED);
    assertThat(exchange.tools().getFirst().input()).contains("command: ls");
    assertThat(exchange.session()).isEqualTo("s1");
    assertThat(exchange.model()).isEqualTo("gpt-5-codex");
    assertThat(exchange.branch()).isEqualTo("main");
    assertThat(exchange.complete()).isTrue();
    assertThat(codex.tally().unknownTypes()).containsKey("tide_table");
  }

  /** Written by codex-cli 0.169.0: {@code exec}, and {@code exec resume}; long texts shortened. */
  @Test
  void whatTheRealCodexWroteIsRead() throws IOException {
    Conversation codex =
        new CodexFormat()
            .open(
                new Origin(
                    "ann",
                    "host",
                    "/h/.codex/sessions/2026/11/26/rollout-2026-11-26T10-03-21-01a2174f-48de-7003-ae98-78e13869ca72.jsonl"));
    sample("codex/exec-and-resume.jsonl", codex);

    List<Exchange> exchanges = codex.changed(Masking.builtIn());

    assertThat(exchanges)
        .extracting(Exchange::prompt)
        .containsExactly("Lies die soundings 🐋 bitte", "und jetzt?\nzwei Zeilen");
    Exchange first = exchanges.getFirst();
    assertThat(first.answer())
        .isEqualTo("I look at the soundings.\n\nTwelve fathoms – genug für uns. ✓");
    assertThat(first.tools())
        .singleElement()
        .satisfies(tool -> {
          assertThat(tool.name()).isEqualTo("exec_command");
          assertThat(tool.input()).isEqualTo("cmd: echo twelve fathoms");
          assertThat(tool.outcome()).isEqualTo(ToolUse.Outcome.OK);
        });
    assertThat(first.usage()).isEqualTo(new TokenUsage(200, 60, 40, 0, 0));
    assertThat(first.session()).isEqualTo("01a2174f-48de-7003-ae98-78e13869ca72");
    assertThat(first.project()).isEqualTo("/home/dev/quay");
    assertThat(first.model()).isEqualTo("gpt-5-codex");
    assertThat(first.version()).isEqualTo("0.169.0");
    assertThat(exchanges).allMatch(Exchange::complete);
    assertThat(exchanges.get(1).usage()).isEqualTo(new TokenUsage(100, 30, 20, 0, 0));
    assertThat(codex.tally().unknownTypes()).isEmpty();
    assertThat(codex.tally().corruptPieces()).isZero();
  }

  /** Written by Gemini CLI 0.61.0: {@code gemini -p}, and {@code gemini -r latest -p}. */
  @Test
  void whatTheRealGeminiCliWroteIsRead() throws IOException {
    Conversation gemini =
        GeminiFormat.lines()
            .open(new Origin("ann", "host", "/h/.gemini/tmp/quay/chats/session-1.jsonl"));
    sample("gemini/prompt-and-resume.jsonl", gemini);

    List<Exchange> exchanges = gemini.changed(Masking.builtIn());

    assertThat(exchanges)
        .extracting(Exchange::prompt)
        .containsExactly("Lies die soundings 🐋 bitte", "und jetzt?\nzwei Zeilen");
    Exchange first = exchanges.getFirst();
    assertThat(first.answer()).isEqualTo("I look.\n\nZwölf Faden – enough. ✓");
    assertThat(first.tools())
        .singleElement()
        .satisfies(tool -> {
          assertThat(tool.name()).isEqualTo("list_directory");
          assertThat(tool.input()).isEqualTo("dir_path: .");
          assertThat(tool.outcome()).isEqualTo(ToolUse.Outcome.OK);
        });
    assertThat(first.usage()).as("two answers").isEqualTo(new TokenUsage(140, 50, 60, 0, 0));
    assertThat(first.session()).isEqualTo("22baecec-ddcf-464e-a387-db77da1c3f97");
    assertThat(first.project()).isEqualTo("/home/dev/quay");
    assertThat(first.model()).isEqualTo("gemini-2.5-pro");
    assertThat(first.started()).isEqualTo("2026-11-26T10:03:39.671Z");
    assertThat(exchanges).allMatch(Exchange::complete);
    assertThat(gemini.tally().unknownTypes()).isEmpty();
    assertThat(gemini.tally().corruptPieces()).isZero();
  }

  @Test
  void whatAResumedGeminiSessionTellsAgainIsNoNews() throws IOException {
    Conversation gemini =
        GeminiFormat.lines()
            .open(new Origin("ann", "host", "/h/.gemini/tmp/quay/chats/session-1.jsonl"));
    List<String> lines = sample("gemini/prompt-and-resume.jsonl").lines().toList();
    int again =
        lines.lastIndexOf(
            lines.stream().filter(l -> l.contains("kind\":\"main")).reduce("", (a, b) -> b));
    lines.subList(0, again).forEach(line -> feed(gemini, line));
    Exchange before = gemini.changed(Masking.builtIn()).getFirst();

    lines.subList(again, again + 4).forEach(line -> feed(gemini, line));

    assertThat(gemini.changed(Masking.builtIn()))
        .allSatisfy(exchange -> {
          assertThat(exchange.id()).isEqualTo(before.id());
          assertThat(exchange.answer()).isEqualTo(before.answer());
          assertThat(exchange.usage()).isEqualTo(before.usage());
          assertThat(exchange.complete()).isTrue();
        });
  }

  @Test
  void aDocumentOfAnOlderGeminiCliIsRead() {
    Conversation gemini =
        GeminiFormat.documents()
            .open(new Origin("ann", "host", "/h/.gemini/tmp/abc/chats/session-1.json"));
    feed(
        gemini,
        ("{'sessionId':'g1','projectHash':'h','messages':[{'id':'1','timestamp':'2026-01-01T10:00:00Z','type':'user','content':'list files'},"
                + "{'id':'2','timestamp':'2026-01-01T10:00:05Z','type':'gemini','content':'','model':'gemini-2.5-pro',"
                + "'tokens':{'input':50,'output':5,'cached':20,'thoughts':7,'tool':0,'total':62},"
                + "'toolCalls':[{'id':'t','name':'list_directory','args':{'path':'.'},'status':'error'}]},"
                + "{'id':'3','timestamp':'2026-01-01T10:00:06Z','type':'gemini','content':'None.','model':'gemini-2.5-pro'},"
                + "{'id':'4','timestamp':'2026-01-01T10:00:09Z','type':'user','content':[{'text':'and now?'}]}]}")
            .replace('\'', '"'));

    List<Exchange> exchanges = gemini.changed(Masking.builtIn());

    assertThat(exchanges).extracting(Exchange::prompt).containsExactly("list files", "and now?");
    assertThat(exchanges.getFirst().answer()).isEqualTo("None.");
    assertThat(exchanges.getFirst().usage()).isEqualTo(new TokenUsage(30, 12, 20, 0, 0));
    assertThat(exchanges.getFirst().tools().getFirst().outcome()).isEqualTo(ToolUse.Outcome.FAILED);
    assertThat(exchanges.getFirst().complete()).isTrue();
    assertThat(exchanges.get(1).complete()).isFalse();
  }

  private static void sample(String name, Conversation conversation) throws IOException {
    sample(name).lines().forEach(line -> feed(conversation, line));
  }

  private static String sample(String name) throws IOException {
    try (InputStream in =
        OtherAgentsTest.class.getResourceAsStream("/dev/cofferdam/watch/" + name)) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String item(String type, String payload) {
    return ("{'timestamp':'2026-01-01T10:00:00Z','type':'" + type + "','payload':" + payload + "}")
        .replace("\\'", "\u0001")
        .replace('\'', '"')
        .replace("\u0001", "\\\"");
  }

  private static void feed(Conversation conversation, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    conversation.piece(bytes, 0, bytes.length);
  }
}
