package dev.cofferdam.session.check;

import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.session.check.Inside.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Eleven promises of a workspace, tried in a running one. They change nothing. */
public final class WorkspaceChecks {
  /** Refused before anybody looks for it; and where it is not, there is nothing to create. */
  private static final String NO_IMAGE = "cofferdam/none";

  private static final String HARDENING = "/etc/profile.d/00-cofferdam.sh";

  private final Inside inside;
  private final ContainerInfo container;
  private final List<Result> results = new ArrayList<>();

  private WorkspaceChecks(EngineClient engine, ContainerInfo container) {
    this.inside = new Inside(engine, container.id());
    this.container = container;
  }

  /**
   * One promise.
   *
   * @param number from 1
   * @param promise in words
   * @param kept whether it is
   * @param found what was seen
   * @param next what to do when it is not kept; empty when it is
   */
  public record Result(int number, String promise, boolean kept, String found, String next) {}

  /** Tries all of them. */
  public static List<Result> of(EngineClient engine, ContainerInfo container) throws IOException {
    WorkspaceChecks checks = new WorkspaceChecks(engine, container);
    checks.shells();
    checks.user();
    checks.docker();
    checks.keys();
    return List.copyOf(checks.results);
  }

  private void shells() throws IOException {
    String image = "use the workspace image, or build on it in .coffer/Dockerfile";
    Outcome script = inside.run(List.of(), "cat", HARDENING);
    add(
        "shells are cleared of what editors inject",
        script.exitCode() == 0 && script.text().contains("SSH_AUTH_SOCK"),
        script.exitCode() == 0 ? HARDENING : "there is no " + HARDENING,
        image);
    Outcome first = inside.run(List.of(), "head", "-qn1", "/etc/profile", "/etc/bash.bashrc");
    add(
        "and that before anything else",
        first.text().lines().filter(line -> line.contains(HARDENING)).count() == 2,
        "first lines: " + first.text().replace('\n', '|'),
        image);
    cleared("VSCODE_IPC_HOOK_CLI", image);
    cleared("SSH_AUTH_SOCK", image);
  }

  /** The injection is what makes the test real. */
  private void cleared(String variable, String next) throws IOException {
    String print = "printf '[%s]' \"$" + variable + "\"";
    Outcome seen = inside.run(List.of(variable + "=/tmp/injected"), "bash", "-lc", print);
    add(
        "an injected " + variable + " is gone in a login shell",
        seen.text().equals("[]"),
        seen.text(),
        next);
  }

  private void user() throws IOException {
    Outcome sudo = inside.run(List.of(), "sh", "-c", "command -v sudo || echo none");
    add("no sudo", sudo.text().equals("none"), sudo.text(), "take it out of the image");
    Outcome id = inside.run(List.of(), "id", "-u");
    add("not root", id.text().matches("[1-9][0-9]*"), "user " + id.text(), "start it anew");
    Outcome capabilities =
        inside.run(List.of(), "sh", "-c", "cat /proc/1/status /proc/self/status");
    add(
        "no capabilities",
        every(capabilities, "CapEff:", "0000000000000000")
            && every(capabilities, "CapBnd:", "0000000000000000"),
        lines(capabilities, "CapEff:"),
        "start it anew with coffer run");
    add(
        "no new privileges",
        every(capabilities, "NoNewPrivs:", "1"),
        lines(capabilities, "NoNewPrivs:"),
        "start it anew with coffer run");
  }

  private void docker() throws IOException {
    Outcome ps = inside.run(List.of(), "docker", "ps", "-q");
    boolean sees = ps.text().contains(container.id().substring(0, 12));
    add(
        "docker ps works, and does not show the workspace itself",
        ps.exitCode() == 0 && !sees,
        sees ? "it shows the workspace" : ps.exitCode() == 0 ? "works" : ps.text(),
        "see host.log and journal in the session's folder");
    Outcome create =
        inside.run(List.of(), "docker", "create", "--pull=never", "--privileged", NO_IMAGE);
    add(
        "docker run --privileged is refused",
        create.exitCode() != 0 && create.text().contains("container.privileged"),
        create.text().lines().findFirst().orElse("nothing"),
        "the session's policy is too wide; coffer policy show says what it allows");
  }

  private void keys() throws IOException {
    Outcome found =
        inside.run(
            List.of(),
            "sh",
            "-c",
            "tr '\\0' '\\n' </proc/1/environ | grep -E '^(SSH_|GPG_AGENT|VSCODE_)';"
                + " ls -d \"$HOME\"/.ssh/id_* /root/.ssh /tmp/ssh-* /run/host-services"
                + " /var/run/docker.sock 2>/dev/null");
    add(
        "no keys, no agent of the host, no engine socket",
        found.text().isEmpty(),
        found.text().isEmpty() ? "none" : found.text().replace('\n', ' '),
        "remove them, or the mount that brought them, from .coffer/config.yaml");
  }

  private static boolean every(Outcome status, String name, String value) {
    return status.text().lines().filter(line -> line.startsWith(name)).count() == 2
        && status
            .text()
            .lines()
            .filter(line -> line.startsWith(name))
            .allMatch(line -> line.substring(name.length()).strip().equals(value));
  }

  private static String lines(Outcome status, String name) {
    return String.join(
        " ",
        status
            .text()
            .lines()
            .filter(line -> line.startsWith(name))
            .map(line -> line.substring(name.length()).strip())
            .toList());
  }

  private void add(String promise, boolean kept, String found, String next) {
    results.add(new Result(results.size() + 1, promise, kept, found, kept ? "" : next));
  }
}
