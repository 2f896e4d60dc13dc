package dev.cofferdam.cli.shared;

import dev.cofferdam.watch.archive.opensearch.OpenSearchSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an OpenSearch cluster is reached, from the environment: {@code OPENSEARCH_USERNAME} and
 * {@code OPENSEARCH_PASSWORD}, or {@code OPENSEARCH_TOKEN}; each also as a file, with {@code _FILE}
 * behind the name. {@code OPENSEARCH_CA_FILE} and {@code OPENSEARCH_INDEX} say whom to trust and
 * what the indices are called.
 */
final class ClusterOptions {
  private final Map<String, String> environment;

  ClusterOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The settings for a URL.
   *
   * @throws CommandFailure when they make no sense
   */
  OpenSearchSettings settings(String url) {
    String authority = environment.getOrDefault("OPENSEARCH_CA_FILE", "");
    try {
      return new OpenSearchSettings(
          new URI(url),
          environment.getOrDefault("OPENSEARCH_INDEX", OpenSearchSettings.NAME),
          value("OPENSEARCH_USERNAME"),
          value("OPENSEARCH_PASSWORD"),
          value("OPENSEARCH_TOKEN"),
          authority.isEmpty() ? null : Path.of(authority));
    } catch (URISyntaxException e) {
      throw CommandFailure.usage("--archive: this is no URL; write https://host:9200");
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--archive: " + e.getMessage());
    }
  }

  private @Nullable String value(String name) {
    String file = environment.getOrDefault(name + "_FILE", "");
    if (!file.isEmpty()) {
      try {
        return Files.readString(Path.of(file)).strip();
      } catch (IOException e) {
        throw CommandFailure.failed(name + "_FILE: " + file + " cannot be read");
      }
    }
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? null : value;
  }
}
