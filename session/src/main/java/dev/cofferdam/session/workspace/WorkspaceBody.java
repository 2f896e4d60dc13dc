package dev.cofferdam.session.workspace;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.ContainerCreate;
import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.engine.body.Mount;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionLabels;
import dev.cofferdam.session.plan.SessionPlan;
import dev.cofferdam.session.terminal.LocalStreams.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The body of the request that creates a workspace's container. */
final class WorkspaceBody {
  static final String HOME = "/home/agent";
  private static final String SECRETS = "/run/secrets/";

  /**
   * Becomes the command as soon as the session's gate is there: a workspace may be started before
   * its host is ready. Nothing is lost when the host never comes.
   */
  private static final String WAIT =
      """
      n=0
      until [ -S %s/docker.sock ]; do
        n=$((n + 1))
        if [ $n -gt 2000 ]; then
          echo 'coffer: the gate of this session did not come; run coffer again' >&2
          exit 125
        fi
        sleep 0.02
      done
      exec "$@"
      """
          .formatted(SessionFolder.INSIDE);

  private WorkspaceBody() {}

  static Body of(ContainerWish wish, SessionFolder folder) {
    SessionPlan plan = wish.plan();
    Size size = wish.terminal();
    Body body =
        ContainerCreate.SHAPE
            .empty()
            .with(ContainerCreate.IMAGE, wish.image())
            .with(ContainerCreate.HOSTNAME, hostname(plan))
            .with(ContainerCreate.USER, plan.user().toString())
            .with(ContainerCreate.WORKING_DIR, SessionPlan.WORKSPACE)
            .with(ContainerCreate.ENTRYPOINT, entrypoint(wish))
            .with(ContainerCreate.CMD, wish.command())
            .with(ContainerCreate.ENV, environment(wish))
            .with(ContainerCreate.LABELS, labels(wish))
            .with(ContainerCreate.TTY, size != null)
            .with(ContainerCreate.ATTACH_STDIN, true)
            .with(ContainerCreate.ATTACH_STDOUT, true)
            .with(ContainerCreate.ATTACH_STDERR, true)
            .with(ContainerCreate.OPEN_STDIN, true)
            // In a pipe the end of the input is the end for the process; a terminal is rejoined.
            .with(ContainerCreate.STDIN_ONCE, size == null)
            .with(ContainerCreate.HOST_CONFIG, hostConfig(wish, folder));
    return body;
  }

  private static String hostname(SessionPlan plan) {
    String name = plan.name().replaceAll("[^a-z0-9-]", "-");
    return name.substring(0, Math.min(name.length(), 63)).replaceAll("-+$", "");
  }

  /**
   * Whether the container itself waits for the session's gate, so that it can be started before.
   */
  static boolean waitsInside(ContainerWish wish) {
    return wish.init() == ContainerWish.Init.IMAGE;
  }

  private static List<String> entrypoint(ContainerWish wish) {
    // An empty one takes away what an image of the project's own may have.
    return waitsInside(wish)
        ? List.of("/usr/bin/tini", "--", "/bin/sh", "-c", WAIT, "coffer")
        : List.of();
  }

  private static List<String> environment(ContainerWish wish) {
    Map<String, String> environment = new TreeMap<>(wish.environment());
    environment.put("HOME", HOME);
    environment.put("USER", "agent");
    environment.put("DOCKER_HOST", "unix://" + SessionFolder.INSIDE + "/docker.sock");
    environment.put("COFFER_SESSION", wish.plan().name());
    // The shells that programs start for one command read nothing else.
    environment.put("BASH_ENV", "/etc/profile.d/00-cofferdam.sh");
    environment.putIfAbsent("TERM", "xterm-256color");
    List<String> list = new ArrayList<>();
    environment.forEach((name, value) -> list.add(name + "=" + value));
    return list;
  }

  private static Map<String, String> labels(ContainerWish wish) {
    SessionPlan plan = wish.plan();
    return new TreeMap<>(
        Map.of(
            SessionLabels.KIND, "workspace",
            SessionLabels.NAME, plan.name(),
            SessionLabels.PROJECT, plan.project(),
            SessionLabels.AGENT, plan.agent(),
            SessionLabels.STREAMS, wish.terminal() == null ? "pipe" : "terminal"));
  }

  private static Body hostConfig(ContainerWish wish, SessionFolder folder) {
    Limits limits = wish.limits();
    Body config =
        HostConfig.SHAPE
            .empty()
            .with(HostConfig.CAP_DROP, List.of("ALL"))
            .with(HostConfig.SECURITY_OPT, List.of("no-new-privileges"))
            .with(HostConfig.MEMORY, limits.memoryBytes())
            .with(HostConfig.MEMORY_SWAP, limits.memoryBytes())
            .with(HostConfig.NANO_CPUS, limits.nanoCpus())
            .with(HostConfig.PIDS_LIMIT, limits.pids())
            .with(HostConfig.IPC_MODE, "private")
            .with(HostConfig.MOUNTS, mounts(wish, folder));
    if (wish.init() == ContainerWish.Init.ENGINE) {
      config = config.with(HostConfig.INIT, true);
    }
    Size size = wish.terminal();
    if (size != null && size.rows() > 0) {
      config =
          config.with(HostConfig.CONSOLE_SIZE, List.of((long) size.rows(), (long) size.columns()));
    }
    return config;
  }

  private static List<Body> mounts(ContainerWish wish, SessionFolder folder) {
    SessionPlan plan = wish.plan();
    List<Body> mounts = new ArrayList<>();
    mounts.add(mount("volume", plan.sessionName().homeVolume(), HOME, true));
    mounts.add(mount("bind", folder.run().toString(), SessionFolder.INSIDE, false));
    plan.mounts()
        .forEach(each -> mounts.add(mount("bind", each.host(), each.inside(), each.writable())));
    new TreeMap<>(wish.secrets())
        .forEach((name, file) -> mounts.add(mount("bind", file, SECRETS + name, false)));
    return mounts;
  }

  private static Body mount(String type, String source, String target, boolean writable) {
    return Mount.SHAPE
        .empty()
        .with(Mount.TYPE, type)
        .with(Mount.SOURCE, source)
        .with(Mount.TARGET, target)
        .with(Mount.READ_ONLY, !writable);
  }
}
