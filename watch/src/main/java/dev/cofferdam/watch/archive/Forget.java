package dev.cofferdam.watch.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is to be forgotten. */
public sealed interface Forget {

  /** One exchange, for good. */
  record One(String id) implements Forget {}

  /** A session, for good: also what is asked in it later. */
  record Session(String id) implements Forget {}

  /** A user, up to now; what the user asks later is kept again, unless watching is ended. */
  record User(String name) implements Forget {}

  /** What is written down so that it does not come back: a hash, not the name itself. */
  default String hash() {
    String text =
        switch (this) {
          case One(String id) -> "exchange\0" + id;
          case Session(String id) -> "session\0" + id;
          case User(String name) -> "user\0" + name;
        };
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
