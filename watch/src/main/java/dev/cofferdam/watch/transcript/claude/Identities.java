package dev.cofferdam.watch.transcript.claude;

import java.util.Arrays;

/**
 * A set of identities, kept as 64 bits each: a file of a hundred thousand records costs about two
 * megabytes, and two of its records share a value once in some billion files.
 */
final class Identities {
  private long[] slots = new long[256];
  private int size;

  boolean add(String identity) {
    if (size * 2 >= slots.length) {
      grow();
    }
    if (!put(slots, hash(identity))) {
      return false;
    }
    size++;
    return true;
  }

  boolean contains(String identity) {
    long hash = hash(identity);
    for (int at = slot(hash, slots.length); slots[at] != 0; at = (at + 1) & (slots.length - 1)) {
      if (slots[at] == hash) {
        return true;
      }
    }
    return false;
  }

  /** FNV-1a with a final mix; never 0, which marks an empty slot. */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash ^= hash >>> 32;
    hash *= 0x9e3779b97f4a7c15L;
    hash ^= hash >>> 29;
    return hash == 0 ? 1 : hash;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    Arrays.stream(slots).filter(each -> each != 0).forEach(each -> put(larger, each));
    slots = larger;
  }

  private static boolean put(long[] slots, long hash) {
    int at = slot(hash, slots.length);
    while (slots[at] != 0) {
      if (slots[at] == hash) {
        return false;
      }
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = hash;
    return true;
  }

  private static int slot(long hash, int length) {
    return (int) (hash ^ (hash >>> 32)) & (length - 1);
  }
}
