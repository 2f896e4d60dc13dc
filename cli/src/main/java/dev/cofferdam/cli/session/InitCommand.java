package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.session.settings.ProjectSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer init}: a project's settings, with everything explained and nothing set. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Writes .coffer/config.yaml with every setting in comments.")
public final class InitCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: this folder.")
  private Path folder = Path.of(".");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.usage("there is no folder " + folder);
    }
    Path file = folder.resolve(ProjectSettings.FILE);
    try (InputStream template = ProjectSettings.template()) {
      Files.createDirectories(folder.resolve(".coffer"));
      Files.copy(template, file);
    } catch (FileAlreadyExistsException _) {
      throw CommandFailure.failed(file + " is there already; edit it, or move it away first");
    } catch (IOException e) {
      throw CommandFailure.failed("cannot write " + file + ": " + e.getMessage());
    }
    spec.commandLine().getOut().println(file.normalize());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
