package dev.cofferdam.watch.transcript;

import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ExchangeKind;
import dev.cofferdam.watch.exchange.OtherRecord;
import dev.cofferdam.watch.exchange.TokenUsage;
import dev.cofferdam.watch.exchange.ToolUse;
import dev.cofferdam.watch.masking.Masking;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An exchange that is still being read. Texts come in as they are and are masked once, when the
 * exchange is asked for: those of exchanges that are in the archive already cost nothing.
 */
public final class Draft {
  private static final int MOST_TOOLS = 500;
  private static final int MOST_INPUT = 400;
  private static final int MOST_OTHERS = 20;
  private static final int MOST_OTHER_TEXT = 2000;

  private final AgentKind agent;
  private final ExchangeKind kind;
  private final Origin origin;
  private final String id;
  private final String asked;
  private final Instant started;
  private final Text prompt;
  private final Text answer = new Text(1 << 20);
  private final List<Tool> tools = new ArrayList<>();
  private final Map<String, Tool> toolsById = new HashMap<>();
  private final Map<String, TokenUsage> usage = new LinkedHashMap<>();
  private final List<OtherRecord> others = new ArrayList<>();
  private final Map<String, Integer> masked = new TreeMap<>();
  private Instant ended;
  private String session = "";
  private String title = "";
  private String project = "";
  private String branch = "";
  private String model = "";
  private String version = "";
  private boolean complete;
  private boolean news = true;
  private int records = 1;

  /**
   * A new exchange.
   *
   * @param key what makes the prompt this one, wherever it is read
   */
  public Draft(
      AgentKind agent,
      ExchangeKind kind,
      Origin origin,
      String key,
      String prompt,
      Instant started) {
    this.agent = agent;
    this.kind = kind;
    this.origin = origin;
    this.id = digest(agent.word() + '\0' + key, 32);
    this.asked = digest(prompt, 32);
    this.prompt = new Text(1 << 18);
    this.prompt.add(prompt);
    this.started = started;
    this.ended = started;
  }

  /** One more record belongs here. */
  public void record(Instant time) {
    records++;
    news = true;
    if (time.isAfter(ended)) {
      ended = time;
    }
  }

  /** What is known of the session; empty texts change nothing. */
  public Draft place(String session, String project, String branch, String version) {
    this.session = session.isEmpty() ? this.session : session;
    this.project = project.isEmpty() ? this.project : project;
    this.branch = branch.isEmpty() ? this.branch : branch;
    this.version = version.isEmpty() ? this.version : version;
    return this;
  }

  /** A piece of the answer, in paragraphs of its own. */
  public void answer(String text) {
    answer.add(text);
    news = true;
  }

  /** The model that answered. */
  public void model(String name) {
    model = name;
    news = true;
  }

  /** What the session is called. */
  public void title(String text) {
    if (!text.equals(title)) {
      title = text;
      news = true;
    }
  }

  /** Whether the agent said that it has finished. */
  public void complete(boolean finished) {
    if (complete != finished) {
      complete = finished;
      news = true;
    }
  }

  /**
   * The tokens of one message of the service. The same message comes several times, with numbers
   * that grow: the last one with the most output counts.
   */
  public void usage(String message, TokenUsage tokens) {
    usage.merge(message, tokens, (old, now) -> now.output() >= old.output() ? now : old);
    news = true;
  }

  /** Whether the tokens of this message are counted here. */
  public boolean counts(String message) {
    return usage.containsKey(message);
  }

  /** A tool is used; the same use, told again, changes nothing. */
  public void tool(String use, String name, String input) {
    if (tools.size() >= MOST_TOOLS || toolsById.containsKey(use)) {
      return;
    }
    Tool tool = new Tool(name, input);
    tools.add(tool);
    toolsById.put(use, tool);
    news = true;
  }

  /**
   * How the use of a tool ended.
   *
   * @return false when the tool was not used here
   */
  public boolean outcome(String use, ToolUse.Outcome outcome) {
    Tool tool = toolsById.get(use);
    if (tool == null) {
      return false;
    }
    tool.outcome = outcome;
    news = true;
    return true;
  }

  /** A record of a type that nobody knows. */
  public void other(String type, String text) {
    if (others.size() < MOST_OTHERS) {
      others.add(new OtherRecord(type, text));
      news = true;
    }
  }

  /** Whether anything was answered, or done. */
  public boolean hasAnswer() {
    return !answer.isEmpty() || !tools.isEmpty();
  }

  /** Whether the agent said that it has finished. */
  public boolean isComplete() {
    return complete;
  }

  /** The exchange's id. */
  public String id() {
    return id;
  }

  /** Whether this was asked. */
  public boolean asks(String text) {
    return asked.equals(digest(text, 32));
  }

  /** Whether something changed since the exchange was made last. */
  public boolean hasNews() {
    return news;
  }

  /** Forgets that something changed. */
  public void settle() {
    news = false;
  }

  /** The exchange as it now stands. */
  public Exchange exchange(Masking masking) {
    news = false;
    String prompted = prompt.masked(masking, masked);
    String answered = answer.masked(masking, masked);
    List<ToolUse> used = new ArrayList<>(tools.size());
    for (Tool tool : tools) {
      used.add(tool.use(masking, masked));
    }
    List<OtherRecord> kept = new ArrayList<>(others.size());
    for (OtherRecord other : others) {
      // Counted each time it is made would count twice, so what was masked in these is not counted.
      String text = masking.mask(other.text(), new HashMap<>());
      kept.add(new OtherRecord(other.type(), Text.cut(text, MOST_OTHER_TEXT)));
    }
    return new Exchange(
        id,
        agent,
        kind,
        origin.user(),
        origin.source(),
        origin.path(),
        session,
        masking.mask(title, new HashMap<>()),
        project,
        branch,
        model,
        version,
        prompted,
        answered,
        used,
        usage.values().stream().reduce(TokenUsage.NONE, TokenUsage::plus),
        started,
        ended,
        complete,
        records,
        kept,
        masked,
        new TreeSet<>());
  }

  /** The first hex digits of the SHA-256 of a text. */
  static String digest(String text, int digits) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, digits);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The use of a tool; its input is masked and shortened the first time it is asked for. */
  private static final class Tool {
    private final String name;
    private String input;
    private String digest = "";
    private ToolUse.Outcome outcome = ToolUse.Outcome.PENDING;

    Tool(String name, String input) {
      this.name = name;
      this.input = input;
    }

    ToolUse use(Masking masking, Map<String, Integer> counts) {
      if (digest.isEmpty()) {
        String masked = masking.mask(input, counts);
        digest = digest(masked, 16);
        input = Text.cut(masked, MOST_INPUT);
      }
      return new ToolUse(name, digest, input, outcome);
    }
  }
}
