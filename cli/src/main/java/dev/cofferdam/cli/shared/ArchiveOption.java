package dev.cofferdam.cli.shared;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.archive.opensearch.OpenSearchArchive;
import dev.cofferdam.watch.archive.spool.SpooledArchive;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.masking.OwnList;
import dev.cofferdam.watch.price.PriceTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which archive of prompts a command reads or writes, and where its settings are. */
public final class ArchiveOption {
  private static final long MOST_WAITING = 256L << 20;
  private static final int DIGEST_BYTES = 16;

  @Option(
      names = "--archive",
      paramLabel = "DIR|URL",
      description = {
        "The archive: a folder, or an OpenSearch cluster as https://host:9200.",
        "Default: $OPENSEARCH_URL, else watch/archive in the state folder. Credentials:",
        "$OPENSEARCH_USERNAME and $OPENSEARCH_PASSWORD_FILE, or $OPENSEARCH_TOKEN_FILE;",
        "$OPENSEARCH_CA_FILE for certificates that the machine does not know."
      })
  private @Nullable String archive;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "The state folder. Default: $XDG_STATE_HOME/cofferdam, for root /var/lib/cofferdam.")
  private @Nullable Path state;

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description = {
        "The folder with masking.txt (what else to mask) and prices.yaml (what tokens cost).",
        "Default: $XDG_CONFIG_HOME/cofferdam, for root /etc/cofferdam."
      })
  private @Nullable Path config;

  /** The state folder, if one was named. */
  public Optional<Path> namedState() {
    return Optional.ofNullable(state).map(Path::toAbsolutePath);
  }

  /** Where the watch keeps what it must remember: positions, and the archive unless told else. */
  public Path folder() {
    return (state == null ? StateFolder.of(System.getenv()) : state).resolve("watch");
  }

  /**
   * Where it is written down how far transcripts were read into this archive, and where exchanges
   * wait for it: each archive has its own, or a second one would miss what the first one has, and
   * get what waits for the other.
   */
  public Path positions() {
    String place = place();
    return place.equals(folder().resolve("archive").toString())
        ? folder()
        : folder().resolve("archives").resolve(digest(place));
  }

  /**
   * Opens the archive; the caller closes it.
   *
   * @throws CommandFailure when it cannot be opened
   */
  public Archive open() {
    String place = place();
    try {
      if (place.startsWith("http://") || place.startsWith("https://")) {
        return SpooledArchive.before(
            OpenSearchArchive.open(new ClusterOptions(System.getenv()).settings(place)),
            positions().resolve("spool"),
            MOST_WAITING,
            Clock.systemUTC());
      }
      return LuceneArchive.open(Path.of(place));
    } catch (IOException e) {
      throw CommandFailure.failed(
          "the archive in "
              + place
              + " cannot be opened: "
              + e.getMessage()
              + ". It belongs to the user who runs coffer watch; be that user, or give another"
              + " --archive");
    }
  }

  private static String digest(String place) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private String place() {
    if (archive != null) {
      return archive;
    }
    String url = System.getenv().getOrDefault("OPENSEARCH_URL", "");
    return url.isEmpty() ? folder().resolve("archive").toString() : url;
  }

  /**
   * What is masked before storage: what Cofferdam knows, and masking.txt.
   *
   * @throws CommandFailure when masking.txt makes no sense
   */
  public Masking masking() {
    Path file = configFolder().resolve("masking.txt");
    try {
      return Masking.with(OwnList.read(file));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw CommandFailure.failed(file + " cannot be read: " + e.getMessage());
    }
  }

  /**
   * What tokens cost: prices.yaml, or Cofferdam's own table.
   *
   * @throws CommandFailure when prices.yaml makes no sense
   */
  public PriceTable prices() {
    Path file = configFolder().resolve("prices.yaml");
    try {
      return PriceTable.read(file);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw CommandFailure.failed(file + " cannot be read: " + e.getMessage());
    }
  }

  private Path configFolder() {
    return config == null ? ConfigFolder.of(System.getenv()) : config;
  }
}
