package dev.cofferdam.watch.transcript;

import dev.cofferdam.watch.exchange.AgentKind;
import java.util.List;

/** Where one agent keeps its transcripts, and how they are read. */
public interface TranscriptFormat {
  /** Whose transcripts these are. */
  AgentKind agent();

  /** Where to look, below the agent's own folder. */
  List<Shelf> shelves();

  /** How a file grows. */
  Growth growth();

  /** Begins to read a file from its first byte. */
  Conversation open(Origin origin);

  /**
   * Files to look for.
   *
   * @param folder below the agent's folder, such as {@code projects}
   * @param ending of the file's name
   * @param depth how many folders deep
   */
  record Shelf(String folder, String ending, int depth) {}

  /** How a file grows. */
  enum Growth {
    /** A line at the end for each record. */
    BY_LINES,
    /** The whole file is written anew. */
    BY_REWRITING
  }
}
