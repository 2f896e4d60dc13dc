package dev.cofferdam.watch.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which exchanges are meant: those that match everything given. Empty texts and nulls match all.
 *
 * @param text words that all must stand in prompt, answer, tools or title; {@code "a phrase"},
 *     {@code begin*}, {@code -not}, {@code a | b}
 * @param project a folder and what is below it, or the last name of a folder
 * @param session the agent's session id
 * @param model the name of the model, or its beginning and {@code *}
 * @param user the user's name
 * @param agent an agent's word, such as {@code claude}
 * @param kind an exchange kind's word, such as {@code prompt}
 * @param label a label
 * @param tool the name of a tool that was used
 * @param since not before
 * @param until before
 */
public record Filter(
    String text,
    String project,
    String session,
    String model,
    String user,
    String agent,
    String kind,
    String label,
    String tool,
    @Nullable Instant since,
    @Nullable Instant until) {
  public static final Filter ALL = new Filter("", "", "", "", "", "", "", "", "", null, null);

  /** Everything with these words. */
  public static Filter text(String words) {
    return new Filter(words, "", "", "", "", "", "", "", "", null, null);
  }

  /** Everything of this session. */
  public static Filter session(String id) {
    return new Filter("", "", id, "", "", "", "", "", "", null, null);
  }
}
