package dev.cofferdam.engine.build;

import dev.cofferdam.engine.build.Dockerfile.Instruction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a Dockerfile makes a classic builder fetch.
 *
 * <p>An {@code ADD} source is <b>surely local</b> only if its expansion cannot begin like a URL or
 * a git address, whatever variables hold. Only the beginning matters (Docker's urlutil looks at
 * prefixes), so {@code target/app-$V.jar} is local for any {@code V}, and {@code $SRC} is judged by
 * what {@code SRC} is known to be. Known are: variables that an {@code ENV} of this stage, or of an
 * earlier stage it is from, sets to a constant. An {@code ARG} (default or build argument) is known
 * only where nothing is inherited from outside, that is in stages from {@code scratch}: elsewhere
 * the base image's own {@code ENV} beats it. Everything else is <b>possibly remote</b>. Triggers
 * ({@code ONBUILD}) run in a later build with that build's variables: there, nothing is known.
 *
 * <p>Quotes and escapes vanish in the expansion ({@code h"tt"p://}), so prefixes are compared
 * without them. Where engines of different versions read a text differently, the findings are those
 * of all readings together.
 *
 * @param baseImages what {@code FROM} names outside this Dockerfile, {@code scratch} left out
 * @param stages names of the stages, lower case
 * @param remoteSources {@code ADD} sources that are, or may be, fetched over the network
 * @param remoteTriggers those of them that only an {@code ONBUILD} names
 * @param copiedImages what {@code COPY --from} names outside this Dockerfile
 * @param triggers the instructions after {@code ONBUILD}
 */
public record BuildInspection(
    Set<Reference> baseImages,
    Set<String> stages,
    List<RemoteSource> remoteSources,
    List<RemoteSource> remoteTriggers,
    Set<Reference> copiedImages,
    List<String> triggers) {

  /** An image that a Dockerfile names. */
  public sealed interface Reference {
    /** As written, variables expanded. */
    record Known(String image) implements Reference {}

    /** As written: what the variables in it will be is not known. */
    record Unresolved(String text) implements Reference {}
  }

  /**
   * A source that is not surely local.
   *
   * @param line in the Dockerfile, from 1; for triggers of an image, the trigger's number
   * @param source as written
   * @param certain whether it surely is remote; otherwise it may be
   */
  public record RemoteSource(int line, String source, boolean certain) {}

  private static final List<String> REMOTE =
      List.of("http://", "https://", "ftp://", "git://", "ssh://", "git@", "github.com/");
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*://.*", Pattern.DOTALL);

  /**
   * Inspects a Dockerfile as a classic build will read it.
   *
   * @param dockerfile its bytes
   * @param buildArgs what the build passes for {@code ARG}s; those with a null value left out
   * @throws ContextException when it cannot be read as a Dockerfile
   */
  public static BuildInspection of(byte[] dockerfile, Map<String, String> buildArgs)
      throws ContextException {
    Findings findings = new Findings();
    for (Dockerfile reading : Dockerfile.readings(dockerfile)) {
      new Reading(reading, buildArgs, findings).run();
    }
    return findings.result();
  }

  /**
   * Inspects the triggers of a base image ({@code Config.OnBuild}), which run right after {@code
   * FROM}.
   *
   * @throws ContextException when one cannot be read as an instruction
   */
  public static BuildInspection ofTriggers(List<String> onBuild) throws ContextException {
    Findings findings = new Findings();
    int n = 0;
    for (String trigger : onBuild) {
      for (Dockerfile reading :
          Dockerfile.readings(trigger.getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
        for (Instruction instruction : reading.instructions()) {
          findings.trigger(instruction, ++n);
        }
      }
    }
    return findings.result();
  }

  /** What has been found so far. */
  private static final class Findings {
    private final Set<Reference> baseImages = new LinkedHashSet<>();
    private final Set<String> stages = new LinkedHashSet<>();
    private final Set<RemoteSource> remoteSources = new LinkedHashSet<>();
    private final Set<RemoteSource> direct = new HashSet<>();
    private final Set<Reference> copiedImages = new LinkedHashSet<>();
    private final Set<String> triggers = new LinkedHashSet<>();

    BuildInspection result() {
      return new BuildInspection(
          Set.copyOf(baseImages),
          Set.copyOf(stages),
          List.copyOf(remoteSources),
          remoteSources.stream().filter(source -> !direct.contains(source)).toList(),
          Set.copyOf(copiedImages),
          List.copyOf(triggers));
    }

    void trigger(Instruction instruction, int line) throws ContextException {
      switch (instruction.keyword()) {
        case "ADD" -> add(instruction, line, '\\', Map.of());
        case "ONBUILD" -> trigger(Dockerfile.instruction(instruction.arguments(), line), line);
        case "COPY" -> copy(instruction);
        default -> {}
      }
    }

    /** An {@code ADD} of the build itself. */
    void addNow(Instruction add, char escape, Map<String, String> known) {
      Findings own = new Findings();
      own.add(add, add.line(), escape, known);
      direct.addAll(own.remoteSources);
      remoteSources.addAll(own.remoteSources);
    }

    void add(Instruction add, int line, char escape, Map<String, String> known) {
      String arguments = add.arguments();
      List<String> words = Dockerfile.words(arguments);
      if (arguments.startsWith("[")) {
        Optional<List<String>> json = JsonWords.parse(arguments);
        if (json.isEmpty()) {
          remoteSources.add(new RemoteSource(line, ContextException.printable(arguments), false));
          return;
        }
        words = json.get();
      }
      for (String source : words.subList(0, Math.max(0, words.size() - 1))) {
        source(source, line, escape, known);
      }
    }

    private void source(String source, int line, char escape, Map<String, String> known) {
      String shown = ContextException.printable(source);
      String bare = source.replaceAll("[\"'\\\\`]", "");
      int dollar = bare.indexOf('$');
      if (dollar < 0) {
        if (isRemote(bare)) {
          remoteSources.add(new RemoteSource(line, shown, true));
        }
        return;
      }
      String start = bare.substring(0, dollar).toLowerCase(Locale.ROOT);
      if (REMOTE.stream().anyMatch(start::startsWith)) {
        remoteSources.add(new RemoteSource(line, shown, true));
      } else if (REMOTE.stream().anyMatch(r -> r.startsWith(start))) {
        Optional<String> expanded = Expansion.of(source, escape, known);
        if (expanded.isEmpty() || isRemote(expanded.get())) {
          remoteSources.add(new RemoteSource(line, shown, expanded.isPresent()));
        }
      }
    }

    void copy(Instruction copy) {
      for (String flag : copy.flags()) {
        if (flag.startsWith("--from=")) {
          String from = flag.substring("--from=".length());
          if (from.indexOf('$') >= 0) {
            copiedImages.add(new Reference.Unresolved(from));
          } else if (!stages.contains(from.toLowerCase(Locale.ROOT)) && !from.matches("[0-9]+")) {
            copiedImages.add(new Reference.Known(from));
          }
        }
      }
    }

    private static boolean isRemote(String source) {
      String lower = source.toLowerCase(Locale.ROOT);
      return REMOTE.stream().anyMatch(lower::startsWith) || SCHEME.matcher(lower).matches();
    }
  }

  /** Variables of a stage. */
  private static final class Variables {
    private final Map<String, String> env = new HashMap<>();
    private final Map<String, String> args = new HashMap<>();

    /** Whether no variable can come from where we do not look. */
    private boolean closed;

    /** Whether a stage from this one begins with triggers, which may set anything. */
    private boolean hasTriggers;

    static Variables of(boolean closed) {
      Variables variables = new Variables();
      variables.closed = closed;
      return variables;
    }

    Variables inherited() {
      Variables next = of(closed && !hasTriggers);
      if (!hasTriggers) {
        next.env.putAll(env);
      }
      return next;
    }

    Map<String, String> known() {
      if (!closed) {
        return env;
      }
      Map<String, String> both = new HashMap<>(args);
      both.putAll(env);
      return both;
    }
  }

  /** One pass over one reading of a Dockerfile. */
  private static final class Reading {
    private final Dockerfile dockerfile;
    private final Map<String, String> buildArgs;
    private final Findings findings;
    private final Map<String, String> meta = new LinkedHashMap<>();
    private final Map<String, Variables> ended = new HashMap<>();
    private Variables stage = Variables.of(false);
    private boolean inStage;

    Reading(Dockerfile dockerfile, Map<String, String> buildArgs, Findings findings) {
      this.dockerfile = dockerfile;
      this.buildArgs = buildArgs;
      this.findings = findings;
    }

    void run() throws ContextException {
      for (Instruction instruction : dockerfile.instructions()) {
        switch (instruction.keyword()) {
          case "FROM" -> from(instruction);
          case "ARG" -> arg(instruction);
          case "ENV" -> env(instruction);
          case "ADD" -> findings.addNow(instruction, dockerfile.escape(), stage.known());
          case "COPY" -> findings.copy(instruction);
          case "ONBUILD" -> {
            stage.hasTriggers = true;
            findings.triggers.add(instruction.arguments());
            findings.trigger(instruction, instruction.line());
          }
          default -> {}
        }
      }
    }

    private void from(Instruction from) throws ContextException {
      List<String> words = Dockerfile.words(from.arguments());
      boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("as");
      if (words.size() != 1 && !named) {
        throw new ContextException(
            "line " + from.line() + " of the Dockerfile: FROM needs an image, or IMAGE AS NAME");
      }
      inStage = true;
      Optional<String> image = Expansion.of(words.getFirst(), dockerfile.escape(), meta);
      if (image.isEmpty()) {
        findings.baseImages.add(new Reference.Unresolved(words.getFirst()));
        stage = Variables.of(false);
      } else {
        String name = image.get();
        Variables before = ended.get(name.toLowerCase(Locale.ROOT));
        boolean scratch = name.equals("scratch");
        stage = before != null ? before.inherited() : Variables.of(scratch);
        if (before == null && !scratch) {
          findings.baseImages.add(new Reference.Known(name));
        }
      }
      if (named) {
        String name = words.get(2).toLowerCase(Locale.ROOT);
        ended.put(name, stage);
        findings.stages.add(name);
      }
    }

    private void arg(Instruction arg) {
      Map<String, String> into = inStage ? stage.args : meta;
      for (String word : JsonWords.shellWords(arg.arguments(), dockerfile.escape())) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String given = buildArgs.get(name);
        Optional<String> value =
            given != null
                ? Optional.of(given)
                : equals >= 0
                    ? Expansion.of(
                        word.substring(equals + 1),
                        dockerfile.escape(),
                        inStage ? stage.known() : meta)
                    : Optional.ofNullable(inStage ? meta.get(name) : null);
        if (value.isPresent()) {
          into.put(name, value.get());
        } else {
          into.remove(name);
        }
      }
    }

    private void env(Instruction env) {
      List<String> words = JsonWords.shellWords(env.arguments(), dockerfile.escape());
      if (words.isEmpty()) {
        return;
      }
      Map<String, String> before = Map.copyOf(stage.known());
      if (words.getFirst().indexOf('=') < 0) {
        String[] parts = env.arguments().split("[\\t\\x0B\\f\\r ]+", 2);
        set(parts[0], parts.length == 2 ? parts[1] : "", before);
        return;
      }
      for (String word : words) {
        int equals = word.indexOf('=');
        set(
            equals < 0 ? word : word.substring(0, equals),
            equals < 0 ? "$" : word.substring(equals + 1),
            before);
      }
    }

    private void set(String name, String value, Map<String, String> before) {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        // The name itself may expand to any other: nothing is known any more.
        stage.env.clear();
        stage.closed = false;
        return;
      }
      Optional<String> expanded = Expansion.of(value, dockerfile.escape(), before);
      if (expanded.isPresent()) {
        stage.env.put(name, expanded.get());
      } else {
        stage.env.remove(name);
        stage.closed = false;
      }
    }
  }
}
