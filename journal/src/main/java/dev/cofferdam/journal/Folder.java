package dev.cofferdam.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names and permissions of a journal's files. */
final class Folder {
  private static final Pattern SEGMENT = Pattern.compile("journal-([0-9]{8,9})\\.jsonl");
  private static final Pattern TORN = Pattern.compile("torn-([0-9]{8,9})-[0-9]+");
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Folder() {}

  static Path segment(Path dir, int number) {
    return dir.resolve(String.format(Locale.ROOT, "journal-%08d.jsonl", number));
  }

  static Path head(Path dir) {
    return dir.resolve("HEAD");
  }

  static Path lock(Path dir) {
    return dir.resolve("LOCK");
  }

  static Path torn(Path dir, int segment, long offset) {
    return dir.resolve(String.format(Locale.ROOT, "torn-%08d-%d", segment, offset));
  }

  /**
   * The segment that the put-aside bytes in this file come from; for other files the highest
   * number.
   */
  static int tornSegment(Path file) {
    Matcher name = TORN.matcher(file.getFileName().toString());
    return name.matches() ? Integer.parseInt(name.group(1)) : Integer.MAX_VALUE;
  }

  /** The numbers of the segments there are, ascending. */
  static List<Integer> segments(Path dir) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    try (Stream<Path> files = Files.list(dir)) {
      files.forEach(file -> {
        Matcher name = SEGMENT.matcher(file.getFileName().toString());
        if (name.matches()) {
          numbers.add(Integer.parseInt(name.group(1)));
        }
      });
    }
    Collections.sort(numbers);
    return numbers;
  }

  /** Makes the folder, or checks that nobody but its owner can write to it. */
  static void prepare(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      Files.createDirectories(dir.toAbsolutePath(), OWNER_ONLY_FOLDER);
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(dir);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(
          "journal folder "
              + dir
              + " can be written by others ("
              + PosixFilePermissions.toString(permissions)
              + "), who could rewrite the record. Run: chmod 700 "
              + dir);
    }
  }

  /** Opens for reading and writing, readable by the owner only; never through a symbolic link. */
  static FileChannel open(Path file, StandardOpenOption... more) throws IOException {
    Set<OpenOption> options = new HashSet<>(List.of(more));
    options.add(StandardOpenOption.READ);
    options.add(StandardOpenOption.WRITE);
    options.add(LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, options, OWNER_ONLY_FILE);
  }

  /** Makes new names in the folder survive a power loss (fsync of the directory). */
  static void sync(Path dir) throws IOException {
    try (FileChannel channel = FileChannel.open(dir, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
