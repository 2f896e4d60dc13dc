package dev.cofferdam.watch.archive.opensearch;

import dev.cofferdam.watch.archive.Folders;
import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many changes in one request; those that the cluster had no room for are sent again. */
final class Bulk {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int MOST_CHARACTERS = 4 << 20;
  private static final int TRIES = 5;

  private final Cluster cluster;
  private final String alias;

  Bulk(Cluster cluster, String alias) {
    this.cluster = cluster;
    this.alias = alias;
  }

  /**
   * Brings exchanges up to date, and makes those that are not there yet.
   *
   * @throws NoAliasException when the alias is gone: nothing is made under its name
   */
  void put(Collection<Exchange> exchanges) throws IOException {
    List<String> batch = new ArrayList<>();
    int characters = 0;
    for (Exchange exchange : exchanges) {
      // An update of all members but the labels; the whole where there is none yet.
      String lines =
          MAPPER.writeValueAsString(
                  Map.of("update", Map.of("_id", exchange.id(), "retry_on_conflict", 3)))
              + "\n"
              + MAPPER.writeValueAsString(
                  Map.of(
                      "doc",
                      Shape.document(exchange, Folders.of(exchange.project())),
                      "doc_as_upsert",
                      true))
              + "\n";
      batch.add(lines);
      characters += lines.length();
      if (characters > MOST_CHARACTERS) {
        send(batch);
        batch = new ArrayList<>();
        characters = 0;
      }
    }
    send(batch);
  }

  /** Writes labels, unless the exchange was changed since it was read. */
  boolean label(String id, SortedSet<String> labels, JsonNode read) throws IOException {
    String lines =
        MAPPER.writeValueAsString(
                Map.of(
                    "update",
                    Map.of(
                        "_id", id,
                        "if_seq_no", read.path("_seq_no").asLong(0),
                        "if_primary_term", read.path("_primary_term").asLong(0))))
            + "\n"
            + MAPPER.writeValueAsString(Map.of("doc", Map.of("labels", labels)))
            + "\n";
    JsonNode answer = cluster.lines("/" + alias + "/_bulk?refresh=true", lines).json();
    return !answer.path("errors").asBoolean(true);
  }

  private void send(List<String> batch) throws IOException {
    List<String> left = batch;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      JsonNode answer =
          cluster
              .lines("/" + alias + "/_bulk?refresh=true&require_alias=true", String.join("", left))
              .json();
      if (!answer.path("errors").asBoolean(true)) {
        return;
      }
      left = refused(left, answer.path("items"));
      if (!left.isEmpty() && attempt == TRIES) {
        throw new IOException(
            "OpenSearch has no room for " + left.size() + " exchanges; they are tried again later");
      }
      pause(100L << attempt);
    }
  }

  /** Those that may work later. One that never will is a reason to stop: nothing is dropped. */
  private static List<String> refused(List<String> sent, JsonNode items) throws IOException {
    List<String> again = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      JsonNode item = items.path(i).path("update");
      int status = item.path("status").asInt(500);
      if (status == 429 || status >= 500) {
        again.add(sent.get(i));
      } else if (status >= 300) {
        String reason = item.path("error").path("type").asString("status " + status);
        if (reason.equals("index_not_found_exception")) {
          throw new NoAliasException();
        }
        throw new IOException("OpenSearch does not take an exchange: " + reason);
      }
    }
    return again;
  }

  /** Nothing has the name that exchanges are put under, or an index has it. */
  static final class NoAliasException extends IOException {
    private static final long serialVersionUID = 1L;

    NoAliasException() {
      super("OpenSearch has no alias of this name any more");
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for OpenSearch", e);
    }
  }
}
