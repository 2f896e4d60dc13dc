package dev.cofferdam.cli.prompts;

import dev.cofferdam.cli.shared.ArchiveOption;
import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Order;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer prompts export}: everything that matches, for other programs and for people. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes everything that matches, oldest first.")
final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "WORD", arity = "0..*", description = "As for search.")
  private List<String> words = new ArrayList<>();

  @Mixin private FilterOptions options = new FilterOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "jsonl",
      description = "jsonl (a JSON object a line), csv or markdown. Default: ${DEFAULT-VALUE}.")
  private String format = "jsonl";

  @Option(names = "--json", description = "The same as --format jsonl.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A new file, which only you may read. Default: standard output.")
  private @Nullable Path file;

  @Mixin private ArchiveOption archives = new ArchiveOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ExportFormat written =
        ExportFormat.of(json ? "jsonl" : format)
            .orElseThrow(() ->
                CommandFailure.usage("--format is jsonl, csv or markdown, not '" + format + "'"));
    try (Archive archive = archives.open()) {
      Path target = file;
      if (target == null) {
        PrintWriter out = spec.commandLine().getOut();
        write(archive, written, out);
        out.flush();
        return out.checkError() ? 1 : 0;
      }
      try (FileChannel channel =
              FileChannel.open(
                  target,
                  Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------")));
          Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8)) {
        write(archive, written, out);
      }
      return 0;
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.failed(file + " is there already; name a new file");
    } catch (IOException e) {
      throw CommandFailure.failed("the export failed: " + e.getMessage());
    }
  }

  private void write(Archive archive, ExportFormat written, Writer out) throws IOException {
    out.write(written.head());
    archive.each(
        options.filter(words), Order.OLDEST, exchange -> out.write(written.text(exchange)));
  }
}
