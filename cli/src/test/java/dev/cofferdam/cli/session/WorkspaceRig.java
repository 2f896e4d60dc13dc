package dev.cofferdam.cli.session;

import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import dev.cofferdam.testkit.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A project, and the real {@code coffer} run in it on a real engine. Closing ends the session and
 * removes all that it and its agent made, but the workspace image.
 */
final class WorkspaceRig implements AutoCloseable {
  /** Whom the project belongs to, and so who the agent is; the tests themselves are root. */
  private static final int AGENT = 1000;

  private static final AtomicBoolean IMAGE_IS_THERE =
      new AtomicBoolean(!System.getProperty("coffer.workspaceImage", "").isEmpty());

  private final String engine = Surroundings.value("COFFER_TEST_ENGINE_NEW");
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  WorkspaceRig() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("workspace-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectory(project());
    environment.put("DOCKER_CONFIG", Surroundings.value("COFFER_TEST_DOCKER_CONFIG"));
    base();
    if (IMAGE_IS_THERE.compareAndSet(false, true)) {
      image();
    }
  }

  /** The first workspace image takes a minute to build, longer than a terminal is waited for. */
  private void image() throws IOException, InterruptedException {
    Path first = Files.createDirectory(beside("first"));
    Files.setAttribute(first, "unix:uid", AGENT);
    List<String> words =
        words("run", first.toString(), "--engine", engine, "--state", beside("none").toString());
    words.addAll(List.of("--build-network", "host", "--rm", "--", "true"));
    ended(words);
  }

  /** Where no registry answers, the usual base is made of the Debian that the tests come with. */
  private void base() throws IOException, InterruptedException {
    String base = "debian:trixie-slim";
    if (docker("image", "inspect", base).exit() != 0) {
      docker("import", Surroundings.value("COFFER_TEST_DEBIAN_TAR"), base).ok();
    }
  }

  /** The engine's address. */
  String engine() {
    return engine;
  }

  Path project() {
    return folder.resolve("shop");
  }

  /** A place beside the project, which the workspace does not see. */
  Path beside(String name) {
    return folder.resolve(name);
  }

  SessionName name() throws IOException {
    return SessionName.of(project().toRealPath());
  }

  SessionFolder session() throws IOException {
    return SessionFolder.in(state(), name());
  }

  Path state() {
    return folder.resolve("state");
  }

  /** Sets a variable of whoever calls {@code coffer}. */
  WorkspaceRig environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  WorkspaceRig file(String name, String text) throws IOException {
    Path file = project().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Puts the static busybox into the project, to make images from. */
  WorkspaceRig busybox() throws IOException {
    Files.copy(
        Surroundings.path("COFFER_TEST_BUSYBOX"),
        project().resolve("busybox"),
        StandardCopyOption.REPLACE_EXISTING);
    return this;
  }

  /**
   * Settings of the project, on top of the image in the system property {@code
   * coffer.workspaceImage}, with which a test is tried without building one.
   */
  WorkspaceRig settings(String yaml) throws IOException {
    String image = System.getProperty("coffer.workspaceImage", "");
    String name = image.isEmpty() ? "" : "image:\n  name: " + image + "\n";
    return file(".coffer/config.yaml", yaml + name);
  }

  /** The project is the agent's. */
  WorkspaceRig owned() throws IOException {
    try (Stream<Path> all = Files.walk(project())) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.setAttribute(each, "unix:uid", AGENT, java.nio.file.LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(each, "unix:gid", AGENT, java.nio.file.LinkOption.NOFOLLOW_LINKS);
      }
    }
    return this;
  }

  /** The folder around the project is the agent's user's, too. */
  WorkspaceRig openFolder() throws IOException {
    Files.setAttribute(folder, "unix:uid", AGENT);
    return this;
  }

  /** Git in the project as its owner. */
  Outcome git(String... arguments) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of("setpriv", "--reuid=" + AGENT, "--regid=" + AGENT, "--clear-groups", "git"));
    words.addAll(List.of(arguments));
    try (Program program = Program.start(project(), Map.of("HOME", "/nonexistent"), words)) {
      return program.finish();
    }
  }

  /** The words of any {@code coffer} command. */
  List<String> words(String... arguments) {
    List<String> words = new ArrayList<>(InstalledCoffer.command());
    words.addAll(List.of(arguments));
    return words;
  }

  /** The words of a {@code coffer run} in the project, up to the command. */
  List<String> runWords(String... options) {
    List<String> words =
        words(
            "run",
            project().toString(),
            "--engine",
            engine,
            "--state",
            state().toString(),
            "--build-network",
            "host",
            "--trust");
    words.addAll(List.of(options));
    return words;
  }

  /** {@code coffer run} with these options and this command, without a terminal. */
  Program run(List<String> options, String... command) throws IOException {
    List<String> words = runWords(options.toArray(String[]::new));
    words.add("--");
    words.addAll(List.of(command));
    return Program.start(project(), environment, words);
  }

  /**
   * Starts the session with something that stays, waiting for a first image as long as it takes.
   */
  WorkspaceRig start(String... options) throws IOException, InterruptedException {
    List<String> words = runWords(options);
    words.addAll(List.of("--detach", "--", "sleep", "infinity"));
    ended(words);
    return this;
  }

  private void ended(List<String> words) throws IOException, InterruptedException {
    Process process =
        inherited(new ProcessBuilder(words).directory(project().toFile()).redirectErrorStream(true))
            .start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(words + ": " + said);
    }
  }

  private ProcessBuilder inherited(ProcessBuilder builder) {
    builder.environment().putAll(environment);
    return builder;
  }

  /** A shell command of the agent's user in the running workspace. */
  Outcome inside(String command) throws IOException, InterruptedException {
    return docker("exec", "-w", "/workspace", name().container(), "bash", "-c", command);
  }

  /** The host's own docker, past every gate. */
  Outcome docker(String... arguments) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of(Surroundings.value("COFFER_TEST_DOCKER"), "-H", engine));
    words.addAll(List.of(arguments));
    try (Program program = Program.start(folder, environment, words)) {
      return program.finish();
    }
  }

  /** The process that serves the session. */
  ProcessHandle host() throws IOException {
    return SessionHosts.in(session().root()).getFirst();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    String session = name().value();
    docker("rm", "-f", "-v", name().container());
    String owned = "label=dev.cofferdam.owner=" + session;
    remove(List.of("rm", "-f", "-v"), "ps", "-aq", "--filter", owned);
    remove(List.of("network", "rm"), "network", "ls", "-q", "--filter", owned);
    remove(List.of("volume", "rm"), "volume", "ls", "-q", "--filter", owned);
    docker("volume", "rm", name().homeVolume());
    remove(
        List.of("rmi", "-f"),
        "images",
        "-q",
        "--filter",
        "label=dev.cofferdam.image-owner=" + session);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) all.sorted(java.util.Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(each);
      }
    }
  }

  private void remove(List<String> removal, String... list)
      throws IOException, InterruptedException {
    List<String> ids = docker(list).lines();
    if (!ids.isEmpty()) {
      List<String> words = new ArrayList<>(removal);
      words.addAll(ids);
      docker(words.toArray(String[]::new));
    }
  }
}
