package dev.cofferdam.watch.container;

import dev.cofferdam.watch.container.ReadOnlyCommand.DescribeFile;
import dev.cofferdam.watch.container.ReadOnlyCommand.ListFiles;
import dev.cofferdam.watch.container.ReadOnlyCommand.TailFile;
import dev.cofferdam.watch.host.FileRoot;
import dev.cofferdam.watch.host.Identity;
import dev.cofferdam.watch.source.FileFacts;
import dev.cofferdam.watch.source.HostFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that a process sees, read through a helper as the process's user: the kernel lets the
 * helper see what that user may see. Absolute links end in the helper's own image, where nothing
 * is.
 */
final class HelperFiles implements HostFiles {
  private static final Pattern LINE =
      Pattern.compile(
          "([0-9]{1,20}) ([0-9]{1,18}) ([0-9]{1,12}) ([0-9]{1,10}) ([0-9a-f]{1,8}) (/.*)");
  private static final int TYPE = 0xf000;
  private static final int REGULAR = 0x8000;

  private final HelperContainer helper;
  private final FileRoot root;
  private final Identity as;

  HelperFiles(HelperContainer helper, FileRoot root, Identity as) {
    this.helper = helper;
    this.root = root;
    this.as = as;
  }

  @Override
  public String name() {
    return root.name();
  }

  @Override
  public synchronized List<FileFacts> list(String folder, String ending, int depth, int most)
      throws IOException {
    HelperContainer.Result result =
        helper.result(new ListFiles(InnerPath.of(root, folder), ending, depth), as);
    List<FileFacts> found = new ArrayList<>(facts(result.out()));
    if (found.isEmpty() && result.words().contains("Permission denied")) {
      throw new IOException(folder + " cannot be read by user " + as.uid());
    }
    found.sort(Comparator.comparing(FileFacts::modified).reversed());
    return found.size() > most ? List.copyOf(found.subList(0, most)) : found;
  }

  @Override
  public synchronized Optional<FileFacts> stat(String path) throws IOException {
    byte[] out = helper.run(new DescribeFile(InnerPath.of(root, path)), as);
    return facts(out).stream().filter(f -> f.path().equals(path)).findFirst();
  }

  @Override
  public synchronized byte[] read(String path, long offset, int most) throws IOException {
    if (stat(path).isEmpty()) {
      throw new java.nio.file.NoSuchFileException(path, null, "there is no regular file");
    }
    return helper.start(new TailFile(InnerPath.of(root, path), offset, most), as).out();
  }

  private List<FileFacts> facts(byte[] out) {
    String prefix = root.path();
    return new String(out, StandardCharsets.UTF_8)
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(m -> m.group(6).startsWith(prefix + "/"))
        .filter(m -> (Integer.parseUnsignedInt(m.group(5), 16) & TYPE) == REGULAR)
        .map(m ->
            new FileFacts(
                m.group(6).substring(prefix.length()).replaceAll("//+", "/"),
                Long.parseUnsignedLong(m.group(1)),
                Long.parseLong(m.group(2)),
                Instant.ofEpochSecond(Long.parseLong(m.group(3))),
                (int) Long.parseLong(m.group(4))))
        .toList();
  }
}
