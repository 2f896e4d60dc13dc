package dev.cofferdam.session.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a secret comes from: {@code NAME=file:PATH}, {@code NAME=env:VARIABLE}, or {@code
 * NAME=PATH}.
 *
 * @param name the file's name below {@code /run/secrets}
 * @param place a path, or the name of a variable
 * @param variable whether the place is a variable
 */
public record SecretSource(String name, String place, boolean variable) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");
  private static final long MAX_BYTES = 1024 * 1024;

  /**
   * @throws IllegalArgumentException when the text is no such thing; the message does not repeat
   *     it, because it may be the secret itself
   */
  public static SecretSource parse(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? "" : text.substring(0, equals);
    String place = text.substring(equals + 1);
    if (!NAME.matcher(name).matches() || place.isEmpty()) {
      throw new IllegalArgumentException(
          "a secret is given as NAME=file:PATH or NAME=env:VARIABLE, with a name of letters,"
              + " digits, '_', '.' and '-'");
    }
    if (place.startsWith("env:")) {
      return new SecretSource(name, place.substring(4), true);
    }
    return new SecretSource(name, place.startsWith("file:") ? place.substring(5) : place, false);
  }

  /**
   * The secret itself.
   *
   * @param base what a relative path counts from
   * @throws IOException when it is not there, saying what is missing and never what was read
   */
  public byte[] read(Path base, Map<String, String> environment) throws IOException {
    if (variable) {
      String value = environment.get(place);
      if (value == null || value.isEmpty()) {
        throw new IOException(
            "the secret "
                + name
                + " is to come from the variable "
                + place
                + ", which is not set; set it, or name a file");
      }
      return value.getBytes(StandardCharsets.UTF_8);
    }
    Path file = base.resolve(place);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "the secret " + name + " is to come from " + file + ", where there is no file");
    }
    if (!Files.isReadable(file)) {
      throw new IOException(
          "the secret " + name + " is to come from " + file + ", which you may not read");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(
          "the secret " + name + " is to come from " + file + ", which is larger than 1 MiB");
    }
    return Files.readAllBytes(file);
  }
}
