package dev.cofferdam.watch.discovery;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The users of the machine by its /etc/passwd; there may be more, elsewhere. */
public final class Accounts {
  /**
   * A user.
   *
   * @param name as one logs in
   * @param home absolute
   */
  public record Account(int uid, String name, String home) {}

  private final Map<Integer, Account> byUid = new LinkedHashMap<>();
  private final Map<String, Account> byName = new LinkedHashMap<>();

  private Accounts() {}

  /** Reads /etc/passwd; lines that make no sense are left out. */
  public static Accounts of(byte[] passwd) {
    Accounts accounts = new Accounts();
    for (String line : new String(passwd, StandardCharsets.UTF_8).split("\n", -1)) {
      String[] fields = line.split(":", -1);
      if (fields.length == 7
          && fields[2].matches("[0-9]{1,9}")
          && Surroundings.isCleanPath(fields[5])) {
        Account account = new Account(Integer.parseInt(fields[2]), fields[0], fields[5]);
        accounts.byUid.putIfAbsent(account.uid(), account);
        accounts.byName.putIfAbsent(account.name(), account);
      }
    }
    return accounts;
  }

  public Optional<Account> byUid(int uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  public Optional<Account> byName(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Its name, or its number where it has none here. */
  public String name(int uid) {
    return byUid(uid).map(Account::name).orElse(Integer.toString(uid));
  }
}
