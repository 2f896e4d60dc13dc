package dev.cofferdam.watch.transcript;

/**
 * What is known of a transcript before it is read.
 *
 * @param user whose agent wrote it
 * @param source {@code host}, or {@code container:} and the container's name
 * @param path the file
 */
public record Origin(String user, String source, String path) {

  /** The file's name without folders and ending. */
  public String stem() {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
