package dev.cofferdam.watch.host;

import dev.cofferdam.watch.source.HostFiles;
import dev.cofferdam.watch.source.LocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** This machine: /proc is read as the user that this process runs as. */
public final class LocalHost implements Host {
  private static final HostFiles LOCAL = new LocalFiles();
  private static final Path PROC = Path.of("/proc");

  @Override
  public HostView open() throws IOException {
    if (!Files.isReadable(PROC.resolve("self/stat"))) {
      throw new HostException(
          "/proc cannot be read here; run coffer on Linux with /proc mounted, or look through the"
              + " engine with --via helper");
    }
    return new View();
  }

  @Override
  public String description() {
    return "this machine's /proc";
  }

  @Override
  public void close() {}

  private static final class View implements HostView {
    @Override
    public List<Integer> processes(SortedSet<Integer> uids) throws IOException {
      List<Integer> found = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
        for (Path entry : entries) {
          try {
            Object owner = Files.getAttribute(entry, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (owner instanceof Integer uid && uids.contains(uid)) {
              found.add(Integer.valueOf(entry.getFileName().toString()));
            }
          } catch (IOException e) {
            // It ended meanwhile, or hidepid hides it: then it is not there for this user.
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
      found.sort(null);
      return found;
    }

    @Override
    public Optional<String> hidden(SortedSet<Integer> uids) {
      return ProcMount.obstacle(
          bytes(PROC.resolve("self/mountinfo")), bytes(PROC.resolve("self/status")), uids);
    }

    @Override
    public List<byte[]> read(List<ProcFile> files, Identity as) {
      return files.stream().map(file -> bytes(Path.of(file.path()))).toList();
    }

    @Override
    public Optional<String> workingFolder(int pid, Identity as) {
      try {
        Path link = PROC.resolve(Integer.toString(pid)).resolve("cwd");
        return Optional.of(Files.readSymbolicLink(link).toString());
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    @Override
    public HostFiles files(FileRoot root, Identity as) {
      return root.container() ? new InnerFiles(root) : LOCAL;
    }

    @Override
    public byte[] tmux(FileRoot root, String socket, Optional<String> pane, Identity as)
        throws IOException {
      String path = (root.container() ? root.path() : "") + socket;
      return LocalTmux.ask(
          pane.isPresent() ? TmuxArguments.screen(path, pane.get()) : TmuxArguments.panes(path),
          as);
    }

    @Override
    public Optional<FileRoot> ownRoot() {
      return Optional.of(new FileRoot((int) ProcessHandle.current().pid(), false, FileRoot.HOST));
    }

    @Override
    public long bootTime() throws IOException {
      return BootTime.in(bytes(PROC.resolve("stat")));
    }

    @Override
    public byte[] accounts() {
      return bytes(Path.of("/etc/passwd"));
    }

    private static byte[] bytes(Path file) {
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(MAX_PROC_FILE);
      } catch (IOException e) {
        return new byte[0];
      }
    }

    @Override
    public void close() {}
  }
}
