package dev.cofferdam.watch.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One prompt and everything the agent answered to it. Texts are masked before they get here; texts
 * that are not known are empty, never null.
 *
 * @param id 32 hex digits, the same for the same prompt however often and wherever it is read
 * @param agent which agent was asked
 * @param kind how the prompt came to be
 * @param user whose agent it is, by the name of the machine's or the container's user
 * @param source where it was read: {@code host}, or {@code container:} and the container's name
 * @param transcript the file it was read from, or what was captured instead
 * @param session the agent's own session id, as in {@code claude --resume <id>}
 * @param title what the agent calls the session
 * @param project the folder that the agent worked in
 * @param branch the git branch at that time
 * @param model the model that answered
 * @param version the version of the agent
 * @param prompt exactly what was asked, but for masked secrets
 * @param answer the text of the answer, but for masked secrets
 * @param tools the tools used, in order; at most some hundred
 * @param usage the tokens of all answers together
 * @param started when it was asked
 * @param ended the last sign of the answer; the same as {@code started} when there is none
 * @param complete whether the agent said that it had finished
 * @param records how many lines of the transcript it is made of: of two copies, more is newer
 * @param other what stood in between and is of no known type, masked and shortened
 * @param masked how many secrets of each kind were masked, by the name of the kind
 * @param labels what people attached to it, sorted
 */
public record Exchange(
    String id,
    AgentKind agent,
    ExchangeKind kind,
    String user,
    String source,
    String transcript,
    String session,
    String title,
    String project,
    String branch,
    String model,
    String version,
    String prompt,
    String answer,
    List<ToolUse> tools,
    TokenUsage usage,
    Instant started,
    Instant ended,
    boolean complete,
    int records,
    List<OtherRecord> other,
    Map<String, Integer> masked,
    SortedSet<String> labels) {

  /** Copies the collections, sorted where order has no meaning. */
  public Exchange {
    tools = List.copyOf(tools);
    other = List.copyOf(other);
    masked = java.util.Collections.unmodifiableMap(new TreeMap<>(masked));
    labels = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(labels));
  }

  /** The same with these labels. */
  public Exchange withLabels(SortedSet<String> others) {
    return new Exchange(
        id,
        agent,
        kind,
        user,
        source,
        transcript,
        session,
        title,
        project,
        branch,
        model,
        version,
        prompt,
        answer,
        tools,
        usage,
        started,
        ended,
        complete,
        records,
        other,
        masked,
        others);
  }
}
