package dev.cofferdam.watch.discovery;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whose agents may be looked at: names and numbers of users, separated by commas.
 *
 * @param entries at least one
 */
public record AllowedUsers(SortedSet<String> entries) {
  private static final Pattern ENTRY =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}\\$?|[0-9]{1,9}");

  /** Copies. */
  public AllowedUsers {
    entries = Collections.unmodifiableSortedSet(new TreeSet<>(entries));
  }

  /**
   * Reads the setting ALLOWED_USERS.
   *
   * @throws IllegalArgumentException when something in it is neither a name nor a number
   */
  public static AllowedUsers parse(String setting) {
    SortedSet<String> entries = new TreeSet<>();
    for (String part : setting.split(",", -1)) {
      String entry = part.strip();
      if (entry.isEmpty()) {
        continue;
      }
      if (!ENTRY.matcher(entry).matches()) {
        throw new IllegalArgumentException(
            "'" + entry + "' is no user; write names or numbers with commas, as in alice,1001");
      }
      entries.add(entry);
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("name at least one user, as in ALLOWED_USERS=alice");
    }
    return new AllowedUsers(entries);
  }

  /**
   * Their numbers.
   *
   * @throws IllegalArgumentException when a name is not among the accounts
   */
  public SortedSet<Integer> uids(Accounts accounts) {
    SortedSet<Integer> uids = new TreeSet<>();
    for (String entry : entries) {
      uids.add(
          entry.matches("[0-9]+")
              ? Integer.parseInt(entry)
              : accounts
                  .byName(entry)
                  .orElseThrow(() ->
                      new IllegalArgumentException(
                          "there is no user '"
                              + entry
                              + "' in /etc/passwd of the machine; write the number (id -u "
                              + entry
                              + ") if it is kept elsewhere"))
                  .uid());
    }
    return uids;
  }
}
