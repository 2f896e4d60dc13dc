package dev.cofferdam.watch.transcript;

import java.util.Map;
import java.util.TreeMap;

/** What was found while reading, in numbers. For one thread at a time. */
public final class Tally {
  private final Map<String, Integer> unknown = new TreeMap<>();
  private long records;
  private long copies;
  private long corrupt;
  private long repaired;

  /** One record was read. */
  public void record() {
    records++;
  }

  /** A record came again that was there before, as after a compaction. */
  public void copy() {
    copies++;
  }

  /** A piece could not be read and was passed over. */
  public void corrupt() {
    corrupt++;
  }

  /** A piece held bytes that are no UTF-8; they were replaced. */
  public void repaired() {
    repaired++;
  }

  /** A record of a type that nobody here knows; it is kept with its exchange. */
  public void unknown(String type) {
    if (unknown.size() < 100 || unknown.containsKey(type)) {
      unknown.merge(type, 1, Integer::sum);
    }
  }

  public long records() {
    return records;
  }

  public long copies() {
    return copies;
  }

  public long corruptPieces() {
    return corrupt;
  }

  public long repairedPieces() {
    return repaired;
  }

  /** How many records of each unknown type there were. */
  public Map<String, Integer> unknownTypes() {
    return Map.copyOf(unknown);
  }
}
