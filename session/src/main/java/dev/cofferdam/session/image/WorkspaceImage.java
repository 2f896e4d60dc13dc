package dev.cofferdam.session.image;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineException;
import dev.cofferdam.engine.client.ImageInfo;
import dev.cofferdam.session.SessionLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds or makes the image of a workspace. */
public final class WorkspaceImage {
  /** A project's own Dockerfile, seen from the project's folder. */
  public static final Path OWN = Path.of(".coffer", "Dockerfile");

  private final EngineClient engine;
  private final MachineSettings machine;
  private final Mmdebstrap mmdebstrap;

  private WorkspaceImage(EngineClient engine, MachineSettings machine, Mmdebstrap mmdebstrap) {
    this.engine = engine;
    this.machine = machine;
    this.mmdebstrap = mmdebstrap;
  }

  /**
   * For an engine and this machine.
   *
   * @param environment where package mirrors may be named
   */
  public static WorkspaceImage on(EngineClient engine, Map<String, String> environment)
      throws IOException {
    return new WorkspaceImage(
        engine, MachineSettings.read(environment), new Mmdebstrap(environment));
  }

  /**
   * What is wanted.
   *
   * @param project the project's folder, for its own Dockerfile
   * @param base {@code image.base}; empty for Debian's usual image, or one made here
   * @param network {@code image.network}: the network of build steps; empty for the engine's
   *     default
   * @param name {@code image.name}: an image that is there already and nothing is built; empty to
   *     build
   */
  public record Wish(
      Path project, Profile profile, Agent agent, String base, String network, String name) {}

  /**
   * An image that the engine has.
   *
   * @param reference its name
   * @param init whether it has {@code tini}, for engines that have no init of their own
   */
  public record Ready(String reference, boolean init) {}

  /** Told what happens. */
  public interface Progress {
    /** Something is being built that takes a while. */
    void building(String what);

    /** A line of the build's output. */
    void line(String line);
  }

  /**
   * The image, built when it is missing.
   *
   * @throws IOException when it cannot be built, with the step that failed
   */
  public Ready ensure(Wish wish, Progress progress) throws IOException {
    if (!wish.name().isEmpty()) {
      return find(wish.name())
          .orElseThrow(() ->
              new IOException(
                  "the engine has no image "
                      + wish.name()
                      + "; pull or build it, or remove image.name from .coffer/config.yaml"));
    }
    Path own = wish.project().resolve(OWN);
    if (!Files.isRegularFile(own)) {
      return usual(wish, progress);
    }
    boolean onUsual = ImageRecipe.buildsOnUsual(Files.readString(own));
    String base = onUsual ? usual(wish, progress).reference() : "";
    Path folder = own.getParent();
    ImageRecipe recipe = ImageRecipe.own(folder == null ? own : folder, base);
    Optional<Ready> ready = find(recipe.name());
    if (ready.isPresent()) {
      return ready.get();
    }
    progress.building("the project's own Dockerfile");
    return build(
        recipe,
        "the project's own Dockerfile",
        "Correct .coffer/Dockerfile and run again",
        wish.network(),
        progress);
  }

  private Ready usual(Wish wish, Progress progress) throws IOException {
    // The base that a present image was built on need not be there any more.
    for (String base :
        wish.base().isEmpty()
            ? new String[] {BaseImage.USUAL, BaseImage.MADE_HERE}
            : new String[] {wish.base()}) {
      ImageRecipe recipe = ImageRecipe.usual(wish.profile(), wish.agent(), base, machine);
      Optional<Ready> ready = find(recipe.name());
      if (ready.isPresent()) {
        return ready.get();
      }
    }
    progress.building(
        "the workspace image ("
            + wish.profile().word()
            + ", "
            + wish.agent().word()
            + "), once; this takes a minute or two");
    Consumer<String> line = progress::line;
    String base = new BaseImage(engine, machine, mmdebstrap).ensure(wish.base(), line);
    ImageRecipe recipe = ImageRecipe.usual(wish.profile(), wish.agent(), base, machine);
    return build(
        recipe,
        "the workspace image",
        "If its steps reach nothing, --build-network host may help, or another mirror by"
            + " COFFER_DEBIAN_MIRROR",
        wish.network(),
        progress);
  }

  private Ready build(
      ImageRecipe recipe, String what, String advice, String network, Progress progress)
      throws IOException {
    Map<String, String> query = new TreeMap<>();
    query.put("t", recipe.name());
    query.put("rm", "1");
    query.put("forcerm", "1");
    query.put("buildargs", json(recipe.args()));
    query.put("labels", json(Map.of(SessionLabels.IMAGE, "workspace")));
    if (!network.isEmpty()) {
      query.put("networkmode", network);
    }
    try {
      engine.images().build(query, recipe.context(), progress::line);
    } catch (EngineException e) {
      throw new IOException(
          "building "
              + what
              + " failed: "
              + e.engineMessage().strip()
              + ". Nothing was started. "
              + advice,
          e);
    }
    return find(recipe.name())
        .orElseThrow(() -> new IOException("the engine built " + recipe.name() + " and lost it"));
  }

  private Optional<Ready> find(String reference) throws IOException {
    return engine
        .lookups(Duration.ofSeconds(20))
        .inspectImage(reference)
        .map(image -> new Ready(reference, hasInit(image)));
  }

  private static boolean hasInit(ImageInfo image) {
    return image.env().contains("COFFER_INIT=/usr/bin/tini");
  }

  /** Names and values of build arguments are plain words and URLs. */
  private static String json(Map<String, String> object) {
    return object.entrySet().stream()
        .map(e -> quoted(e.getKey()) + ":" + quoted(e.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          if (c == '"' || c == '\\' || c < ' ') {
            quoted.append(String.format("\\u%04x", c));
          } else {
            quoted.append((char) c);
          }
        });
    return quoted.append('"').toString();
  }
}
