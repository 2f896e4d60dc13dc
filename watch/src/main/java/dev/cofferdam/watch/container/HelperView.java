package dev.cofferdam.watch.container;

import dev.cofferdam.watch.container.ReadOnlyCommand.CapturePane;
import dev.cofferdam.watch.container.ReadOnlyCommand.ListPanes;
import dev.cofferdam.watch.container.ReadOnlyCommand.ListProcesses;
import dev.cofferdam.watch.container.ReadOnlyCommand.ReadAccounts;
import dev.cofferdam.watch.container.ReadOnlyCommand.ReadBootTime;
import dev.cofferdam.watch.container.ReadOnlyCommand.ReadProcessFiles;
import dev.cofferdam.watch.container.ReadOnlyCommand.ReadWorkingFolder;
import dev.cofferdam.watch.host.BootTime;
import dev.cofferdam.watch.host.FileRoot;
import dev.cofferdam.watch.host.HostException;
import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.host.Identity;
import dev.cofferdam.watch.host.ProcFile;
import dev.cofferdam.watch.source.HostFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Pattern;

/** A look through one helper container. */
final class HelperView implements HostView {
  private static final Pattern PROCESS = Pattern.compile("/proc/([1-9][0-9]{0,9})");

  /** What tmux says when the server or the pane is not there any more. */
  private static final Pattern GONE =
      Pattern.compile(
          "^(no server running|can't find |lost server|server exited"
              + "|error connecting to .*\\((No such file or directory|Connection refused)\\))");

  private final HelperContainer helper;

  HelperView(HelperContainer helper) {
    this.helper = helper;
  }

  @Override
  public List<Integer> processes(SortedSet<Integer> uids) throws IOException {
    byte[] out = helper.run(new ListProcesses(uids), Identity.NOBODY);
    return Pattern.compile("\0")
        .splitAsStream(new String(out, StandardCharsets.ISO_8859_1))
        .map(PROCESS::matcher)
        .filter(m -> m.matches())
        .map(m -> Integer.valueOf(m.group(1)))
        .sorted()
        .toList();
  }

  @Override
  public List<byte[]> read(List<ProcFile> files, Identity as) throws IOException {
    List<byte[]> read = new ArrayList<>(files.size());
    for (int from = 0; from < files.size(); from += ReadProcessFiles.MOST) {
      List<ProcFile> some =
          files.subList(from, Math.min(files.size(), from + ReadProcessFiles.MOST));
      byte[] out = helper.run(new ReadProcessFiles(some), as);
      read.addAll(new MarkedParts(helper.mark(), MAX_PROC_FILE).of(out, some.size()));
    }
    return read;
  }

  @Override
  public Optional<String> workingFolder(int pid, Identity as) throws IOException {
    String out = new String(helper.run(new ReadWorkingFolder(pid), as), StandardCharsets.UTF_8);
    return out.startsWith("/") && out.endsWith("\n")
        ? Optional.of(out.substring(0, out.length() - 1))
        : Optional.empty();
  }

  @Override
  public HostFiles files(FileRoot root, Identity as) {
    return new HelperFiles(helper, root, as);
  }

  @Override
  public byte[] tmux(FileRoot root, String socket, Optional<String> pane, Identity as)
      throws IOException {
    InnerPath path = InnerPath.of(root, socket);
    HelperContainer.Result answer =
        helper.start(
            pane.isPresent() ? new CapturePane(path, pane.get()) : new ListPanes(path), as);
    String words = answer.words().strip();
    if (answer.out().length == 0 && !words.isEmpty() && !GONE.matcher(words).find()) {
      throw new HostException(
          "the helper image's tmux cannot ask the one of user "
              + as.uid()
              + ": "
              + words.replace(root.path(), "")
              + "; it must have a UTF-8 locale and a version that the server talks to");
    }
    return answer.out();
  }

  @Override
  public Optional<FileRoot> ownRoot() {
    return Optional.empty();
  }

  @Override
  public long bootTime() throws IOException {
    return BootTime.in(helper.run(new ReadBootTime(), Identity.NOBODY));
  }

  @Override
  public byte[] accounts() throws IOException {
    return helper.run(new ReadAccounts(), Identity.NOBODY);
  }

  @Override
  public void close() {
    helper.close();
  }
}
