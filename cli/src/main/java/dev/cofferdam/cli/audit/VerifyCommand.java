package dev.cofferdam.cli.audit;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.JournalOption;
import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.journal.Verification;
import dev.cofferdam.journal.Verifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coffer audit verify}: whether the journal is what was written. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks every line against the hash chain; exit code 1 if a line was changed, removed,"
          + " inserted or moved.",
      "Note the hash it prints somewhere else: only --against a noted hash finds a journal that was"
          + " rewritten from the beginning."
    })
final class VerifyCommand implements Callable<Integer> {
  @Option(
      names = "--against",
      paramLabel = "HASH",
      description = "A hash noted earlier, which must be one of the chain's.")
  private @Nullable String against;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private JournalOption journal = new JournalOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (!Files.isDirectory(journal.folder())) {
      throw journal.missing();
    }
    Verification result;
    try {
      result = Verifier.verify(journal.folder(), against);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--against: " + e.getMessage());
    } catch (IOException e) {
      throw CommandFailure.failed(
          "the journal in " + journal.folder() + " cannot be read: " + e.getMessage());
    }
    PrintWriter out = spec.commandLine().getOut();
    int code =
        switch (result) {
          case Verification.Sound sound -> {
            out.println(json ? Json.pretty(object(sound)) : words(sound));
            yield 0;
          }
          case Verification.Broken broken -> {
            out.println(json ? Json.pretty(object(broken)) : words(broken));
            yield 1;
          }
        };
    out.flush();
    return code;
  }

  private static String words(Verification.Sound sound) {
    StringBuilder text = new StringBuilder();
    text.append("sound: ").append(sound.entries()).append(" entries in ");
    text.append(sound.segments()).append(" segments, from entry ").append(sound.firstSeq());
    if (sound.firstSegment() > 1) {
      text.append(" (earlier segments were retired)");
    }
    text.append("\nhead:  ").append(sound.head());
    if (sound.tornBytes() > 0) {
      text.append("\nnote:  ").append(sound.tornBytes());
      text.append(" bytes of an unfinished line at the end: the gate is writing it, or was killed");
    }
    return text.toString();
  }

  private static String words(Verification.Broken broken) {
    String place =
        broken.segment() == 0
            ? "the folder"
            : "segment " + broken.segment() + (broken.line() == 0 ? "" : ", line " + broken.line());
    return "broken: " + place + ": " + broken.what() + "\n" + broken.hint();
  }

  private static Object object(Verification.Sound sound) {
    return Json.object(
        "sound", true,
        "entries", sound.entries(),
        "segments", sound.segments(),
        "firstSegment", sound.firstSegment(),
        "firstSeq", sound.firstSeq(),
        "head", sound.head(),
        "tornBytes", sound.tornBytes());
  }

  private static Object object(Verification.Broken broken) {
    return Json.object(
        "sound", false,
        "segment", broken.segment(),
        "line", broken.line(),
        "what", broken.what(),
        "hint", broken.hint());
  }
}
