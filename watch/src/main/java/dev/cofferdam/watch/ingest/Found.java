package dev.cofferdam.watch.ingest;

import dev.cofferdam.watch.source.FileFacts;
import dev.cofferdam.watch.source.TranscriptPlace;
import dev.cofferdam.watch.transcript.TranscriptFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A transcript that is there.
 *
 * @param key what its position is kept under
 */
record Found(TranscriptPlace place, TranscriptFormat format, FileFacts facts, String key) {
  private static final int MOST_FILES = 100_000;

  /**
   * All transcripts of these places, each once, the oldest first: of a branched session the
   * original comes before its copies.
   *
   * @param complaints where to tell what cannot be listed; the rest goes on
   */
  static List<Found> in(List<TranscriptPlace> places, Complaints complaints) {
    List<Found> all = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (TranscriptPlace place : places) {
      for (TranscriptFormat format : Formats.of(place.agent())) {
        for (TranscriptFormat.Shelf shelf : format.shelves()) {
          String folder = place.folder() + "/" + shelf.folder();
          try {
            on(place, format, shelf).stream()
                .filter(found -> keys.add(found.key()))
                .forEach(all::add);
          } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            complaints.say(folder, why + "; watch as root, or as the user whose folder it is");
          }
        }
      }
    }
    all.sort(Comparator.comparing(found -> found.facts().modified()));
    return all;
  }

  private static List<Found> on(
      TranscriptPlace place, TranscriptFormat format, TranscriptFormat.Shelf shelf)
      throws IOException {
    String folder = place.folder() + "/" + shelf.folder();
    return place.files().list(folder, shelf.ending(), shelf.depth(), MOST_FILES).stream()
        .map(facts ->
            new Found(place, format, facts, Positions.key(place.files().name(), facts.path())))
        .toList();
  }
}
