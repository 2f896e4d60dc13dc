package dev.cofferdam.session.relay;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request line as the relay understands it.
 *
 * @param provider whose API; Anthropic's when the line names none
 * @param path the API's path, as sent
 * @param query what passes of the query, with its question mark, or empty
 */
record Route(Provider provider, String path, String query) {
  /** Parameters that say how a call is answered; a key in a query is not one of them. */
  private static final Set<String> PARAMETERS =
      Set.of("after", "after_id", "alt", "before_id", "beta", "limit", "pageSize", "pageToken");

  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=[\\w.~-]*");

  static Route of(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    Provider provider = Provider.ANTHROPIC;
    for (Provider each : Provider.values()) {
      if (path.startsWith("/" + each.word() + "/")) {
        provider = each;
        path = path.substring(each.word().length() + 1);
        break;
      }
    }
    return new Route(provider, path, mark < 0 ? "" : query(target.substring(mark + 1)));
  }

  private static String query(String given) {
    List<String> kept = new ArrayList<>();
    for (String each : given.split("&", -1)) {
      var parameter = PARAMETER.matcher(each);
      if (parameter.matches() && PARAMETERS.contains(parameter.group(1))) {
        kept.add(each);
      }
    }
    return kept.isEmpty() ? "" : "?" + String.join("&", kept);
  }

  /** Where the call goes. */
  URI at(Account account) {
    return URI.create(account.upstream().toString().replaceAll("/+$", "") + path + query);
  }

  /** The path for the journal, cut to what a path of an API can be. */
  String shown() {
    String clean = path.replaceAll("[^\\w./:-]", "?");
    return "/"
        + provider.name().toLowerCase(Locale.ROOT)
        + clean.substring(0, Math.min(clean.length(), 200));
  }
}
