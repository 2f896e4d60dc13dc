package dev.cofferdam.watch.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.TokenUsage;
import dev.cofferdam.watch.exchange.ToolUse;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.transcript.codex.CodexFormat;
import dev.cofferdam.watch.transcript.gemini.GeminiFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherAgentsTest {

  @Test
  void aCodexSessionIsRead() {
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

  @Test
  void aGeminiSessionIsRead() {
    Conversation gemini =
        new GeminiFormat()
            .open(new Origin("ann", "host", "/h/.gemini/tmp/abc/chats/session-1.json"));
    feed(
        gemini,
        ("{'sessionId':'g1','messages':[{'id':'1','timestamp':'2026-01-01T10:00:00Z','type':'user','content':'list files'},"
                + "{'id':'2','timestamp':'2026-01-01T10:00:05Z','type':'gemini','content':'None.','model':'gemini-2.5-pro',"
                + "'tokens':{'input':50,'output':5,'cached':20,'thoughts':7},"
                + "'toolCalls':[{'id':'t','name':'list_directory','args':{'path':'.'},'status':'success'}]},"
                + "{'id':'3','timestamp':'2026-01-01T10:00:09Z','type':'user','content':[{'text':'and now?'}]}]}")
            .replace('\'', '"'));

    List<Exchange> exchanges = gemini.changed(Masking.builtIn());

    assertThat(exchanges).extracting(Exchange::prompt).containsExactly("list files", "and now?");
    assertThat(exchanges.getFirst().answer()).isEqualTo("None.");
    assertThat(exchanges.getFirst().usage()).isEqualTo(new TokenUsage(30, 12, 20, 0, 0));
    assertThat(exchanges.getFirst().tools().getFirst().outcome()).isEqualTo(ToolUse.Outcome.OK);
    assertThat(exchanges.getFirst().complete()).isTrue();
    assertThat(exchanges.get(1).complete()).isFalse();
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
