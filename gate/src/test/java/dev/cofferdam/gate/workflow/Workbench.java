package dev.cofferdam.gate.workflow;

import static java.util.Objects.requireNonNull;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.testing.TestGate;
import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * One engine, a gate before it with the principals {@code wf-alice} and {@code wf-bob}, a folder
 * with a project, and the commands of people who work with them. Closing removes all they made.
 */
final class Workbench implements AutoCloseable {
  static final String ALICE = "wf-alice";
  static final String BOB = "wf-bob";

  /** With whom {@code wf-shared}, {@code wf-db-*} and the network {@code wf-team} are shared. */
  static final String CAROL = "wf-carol";

  /** The image of all scenarios, made by the host: a busybox and nothing else. */
  static final String BASE = "wf-base:1";

  /** Where a registry on loopback would listen; the policy lets its images in. */
  static final String REGISTRY = Registry.freeAddress();

  /** The engines from which the leftovers of an earlier run have been removed. */
  private static final Set<String> CLEARED = new HashSet<>();

  private final String engine;
  private final Path folder;
  private final TestGate gate;

  private Workbench(String engine) throws IOException {
    this.engine = engine;
    this.folder = Files.createTempDirectory("wf-");
    Files.createDirectory(project());
    Files.createDirectory(reference());
    String policy =
        """
        preset: develop
        mounts:
          - client: %s
            host: %s
          - client: /workspace
            host: %s
          - client: /reference
            host: %s
            mode: ro
        images:
          allow: ["*", "%s/*"]
        limits:
          principal:
            memory: none
        """
            .formatted(project(), project(), project(), reference(), REGISTRY);
    Map<String, String> policies = new LinkedHashMap<>();
    policies.put(ALICE, policy);
    policies.put(BOB, policy);
    policies.put(
        CAROL,
        policy + "containers:\n  shared: [wf-shared, 'wf-db-*']\nnetworks:\n  shared: [wf-team]\n");
    this.gate = TestGate.start(EngineAddress.parse(engine), policies);
  }

  /**
   * One for each engine of the test run, opened when its turn comes. The system property {@code
   * coffer.test.engines} chooses {@code old}, {@code new} or {@code both}, the default.
   */
  static Stream<Workbench> onEachEngine() {
    String chosen = System.getProperty("coffer.test.engines", "both");
    return Stream.of("COFFER_TEST_ENGINE", "COFFER_TEST_ENGINE_NEW")
        .filter(name -> chosen.equals("both") || chosen.equals("new") == name.endsWith("_NEW"))
        .map(name -> Optional.ofNullable(System.getenv(name)))
        .flatMap(Optional::stream)
        .distinct()
        .map(engine -> {
          try {
            return new Workbench(engine).prepared();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("no gate before " + engine, e);
          }
        });
  }

  private Workbench prepared() throws IOException, InterruptedException {
    if (CLEARED.add(engine)) {
      removeAll();
    }
    if (host("image", "inspect", BASE).exit() != 0) {
      Path busybox = Path.of(tool("COFFER_TEST_BUSYBOX"));
      Path root = BusyboxRoot.create(folder.resolve("root"), busybox);
      shell(
              Map.of("ROOT", root.toString(), "DOCKER_HOST", engine),
              "tar -C \"$ROOT\" --owner=0 --group=0 -c . | \"$DOCKER\" import"
                  + " -c 'ENV PATH=/bin' -c 'CMD [\"/bin/sh\"]' - "
                  + BASE)
          .ok();
    }
    return this;
  }

  /** The program or folder that the test run names in this variable. */
  static String tool(String variable) {
    String path = System.getenv(variable);
    if (path == null) {
      Assumptions.assumeFalse(
          "1".equals(System.getenv("COFFER_TEST_REQUIRED")), variable + " is not set");
      throw new org.opentest4j.TestAbortedException(variable + " is not set; run ./check --env");
    }
    return path;
  }

  /** The folder that the policy mounts. */
  Path project() {
    return folder.resolve("project");
  }

  /** The folder that the policy mounts read-only at {@code /reference}. */
  Path reference() {
    return folder.resolve("reference");
  }

  /** A folder of the test's own, which no policy mounts. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** The address of the gate for this principal. */
  Path socket(String principal) {
    return gate.socket(principal);
  }

  /** Runs the docker command as {@code wf-alice}, through the gate. */
  Outcome docker(String... arguments) throws IOException, InterruptedException {
    return run(ALICE, arguments);
  }

  /** Runs the docker command as {@code wf-alice}, through the gate, with BuildKit. */
  Outcome buildKit(String... arguments) throws IOException, InterruptedException {
    return buildKitAs(ALICE, arguments);
  }

  /** Starts it and leaves it running. */
  Program startBuildKit(String... arguments) throws IOException {
    Map<String, String> environment = environment(url(ALICE));
    environment.put("DOCKER_BUILDKIT", "1");
    return Program.start(project(), environment, command(arguments));
  }

  Outcome buildKitAs(String principal, String... arguments)
      throws IOException, InterruptedException {
    Map<String, String> environment = environment(url(principal));
    environment.put("DOCKER_BUILDKIT", "1");
    return finished(Program.start(project(), environment, command(arguments)));
  }

  /** Runs the docker command as {@code wf-bob}, through the gate. */
  Outcome bob(String... arguments) throws IOException, InterruptedException {
    return run(BOB, arguments);
  }

  /** Runs the docker command as {@code wf-carol}, through the gate. */
  Outcome carol(String... arguments) throws IOException, InterruptedException {
    return run(CAROL, arguments);
  }

  /** Runs the docker command on the engine itself. */
  Outcome host(String... arguments) throws IOException, InterruptedException {
    return finished(Program.start(project(), environment(engine), command(arguments)));
  }

  private Outcome run(String principal, String... arguments)
      throws IOException, InterruptedException {
    return finished(Program.start(project(), environment(url(principal)), command(arguments)));
  }

  /** Starts the docker command as {@code wf-alice} and leaves it running. */
  Program start(String... arguments) throws IOException {
    return Program.start(project(), environment(url(ALICE)), command(arguments));
  }

  Program startAs(String principal, String... arguments) throws IOException {
    return Program.start(project(), environment(url(principal)), command(arguments));
  }

  /** Makes events until the listener, which has just been started, tells of them. */
  void eventsBegin(Program listener, String principal) {
    org.awaitility.Awaitility.await("events of " + principal)
        .atMost(Program.LIMIT)
        .until(() -> {
          run(principal, "volume", "create", "wf-event").ok();
          run(principal, "volume", "rm", "wf-event").ok();
          return listener.said().contains("volume ");
        });
  }

  /** Starts the docker command in a terminal of its own. */
  Program terminal(String... arguments) throws IOException {
    return terminalScript("exec \"$DOCKER\" " + quoted(arguments));
  }

  /** Starts a shell script in a terminal of its own, which has 80 columns and 24 rows. */
  Program terminalScript(String script) throws IOException {
    return Program.start(
        project(),
        environment(url(ALICE)),
        List.of("script", "-qec", "stty cols 80 rows 24; " + script, "/dev/null"));
  }

  /** Runs a shell script as {@code wf-alice}; {@code $DOCKER} is the command. */
  Outcome shell(String script) throws IOException, InterruptedException {
    return shell(Map.of(), script);
  }

  Outcome shell(Map<String, String> more, String script) throws IOException, InterruptedException {
    Map<String, String> environment = environment(url(ALICE));
    environment.putAll(more);
    return finished(
        Program.start(project(), environment, List.of("bash", "-o", "pipefail", "-c", script)));
  }

  /** Runs docker compose with {@code compose.yaml} of the project, as {@code wf-alice}. */
  Outcome compose(String... arguments) throws IOException, InterruptedException {
    return docker(compose(Arrays.asList(arguments)));
  }

  Program startCompose(String... arguments) throws IOException {
    return start(compose(Arrays.asList(arguments)));
  }

  private static String[] compose(List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("compose", "--ansi", "never", "-p", "wf-shop"));
    all.addAll(arguments);
    return all.toArray(String[]::new);
  }

  private static Outcome finished(Program program) throws IOException, InterruptedException {
    try (program) {
      return program.closeInput().finish();
    }
  }

  private String url(String principal) {
    return "unix://" + gate.socket(principal);
  }

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(tool("COFFER_TEST_DOCKER")));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private Map<String, String> environment(String url) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DOCKER", tool("COFFER_TEST_DOCKER"));
    environment.put("DOCKER_HOST", url);
    environment.put("DOCKER_CONFIG", tool("COFFER_TEST_DOCKER_CONFIG"));
    environment.put("DOCKER_BUILDKIT", "0");
    environment.put("BUILDKIT_PROGRESS", "plain");
    return environment;
  }

  private static String quoted(String... arguments) {
    return String.join(
        " ", Stream.of(arguments).map(a -> "'" + a.replace("'", "'\\''") + "'").toList());
  }

  /** Writes a file of the project, with its folders. */
  Path file(String name, String text) throws IOException {
    Path file = project().resolve(name);
    Files.createDirectories(requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }

  /** The volumes that the gate has made of this project's folders. */
  List<String> mountVolumes() throws IOException, InterruptedException {
    List<String> volumes = new ArrayList<>();
    for (Path folder : List.of(project(), reference())) {
      volumes.addAll(
          host("volume", "ls", "-q", "--filter", "label=dev.cofferdam.mount=" + folder)
              .ok()
              .lines());
    }
    return volumes;
  }

  /** Whether the engine is older than what understands subpaths and much else. */
  boolean old() throws IOException, InterruptedException {
    return host("version", "--format", "{{.Server.Version}}").ok().text().startsWith("20.");
  }

  /** Removes what the principals and the tests have made on the engine. */
  private void removeAll() throws IOException, InterruptedException {
    for (String principal : List.of(ALICE, BOB, CAROL)) {
      String mine = "label=dev.cofferdam.owner=" + principal;
      remove(List.of("rm", "-f", "-v"), "ps", "-aq", "--filter", mine);
      remove(List.of("network", "rm"), "network", "ls", "-q", "--filter", mine);
      remove(List.of("volume", "rm", "-f"), "volume", "ls", "-q", "--filter", mine);
      String built = "label=dev.cofferdam.image-owner=" + principal;
      remove(List.of("rmi", "-f"), "images", "-q", "--filter", built);
    }
    remove(List.of("rm", "-f", "-v"), "ps", "-aq", "--filter", "name=^/?wf-");
    remove(List.of("network", "rm"), "network", "ls", "-q", "--filter", "name=^wf-");
    remove(List.of("volume", "rm", "-f"), "volume", "ls", "-q", "--filter", "name=^wf-");
    for (String volume : mountVolumes()) {
      host("volume", "rm", volume);
    }
    List<String> tags =
        host("images", "--format", "{{.Repository}}:{{.Tag}}").ok().lines().stream()
            .filter(tag -> tag.startsWith("wf-") || tag.startsWith(REGISTRY))
            .filter(tag -> !tag.equals(BASE) && !tag.endsWith(":<none>"))
            .toList();
    if (!tags.isEmpty()) {
      List<String> command = new ArrayList<>(List.of("rmi", "-f"));
      command.addAll(tags);
      host(command.toArray(String[]::new));
    }
  }

  private void remove(List<String> how, String... list) throws IOException, InterruptedException {
    List<String> found = host(list).ok().lines().stream().distinct().toList();
    if (!found.isEmpty()) {
      List<String> command = new ArrayList<>(how);
      command.addAll(found);
      host(command.toArray(String[]::new));
    }
  }

  @Override
  public void close() {
    try {
      removeAll();
      host("rmi", "-f", BASE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      gate.close();
      deleteTree(folder);
    }
  }

  private static void deleteTree(Path root) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                Path folder, @org.jspecify.annotations.Nullable IOException e) throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return engine;
  }
}
