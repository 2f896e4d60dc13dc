package dev.cofferdam.watch.container;

import dev.cofferdam.engine.client.EngineActions;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineException;
import dev.cofferdam.engine.client.EngineInfo;
import dev.cofferdam.engine.client.EngineLookups;
import dev.cofferdam.engine.client.EngineReadings;
import dev.cofferdam.engine.client.EngineUnavailableException;
import dev.cofferdam.watch.host.Host;
import dev.cofferdam.watch.host.HostException;
import dev.cofferdam.watch.host.HostView;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The engine's machine, read by helper containers: each view is one. */
public final class HelperHost implements Host {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final EngineClient client;
  private final EngineActions actions;
  private final EngineReadings readings;
  private final EngineLookups lookups;
  private final HelperSettings settings;
  private final SortedSet<Integer> uids;
  private volatile @Nullable Confinement confinement;
  private volatile boolean accounts = true;

  /** What the engine does to all containers. */
  private record Confinement(boolean appArmor, boolean remapped) {}

  /**
   * Does nothing yet.
   *
   * @param client stays the caller's to close
   * @param uids whose processes will be looked at: helpers for root's get CAP_SYS_PTRACE
   */
  public HelperHost(EngineClient client, HelperSettings settings, SortedSet<Integer> uids) {
    this.client = client;
    this.actions = client.actions(settings.within());
    this.readings = client.readings(settings.within());
    this.lookups = client.lookups(settings.within());
    this.settings = settings;
    this.uids = java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(uids));
  }

  /** Whose processes it is for. */
  public SortedSet<Integer> uids() {
    return uids;
  }

  @Override
  public HostView open() throws IOException {
    try {
      return new HelperView(start());
    } catch (EngineUnavailableException e) {
      throw new HostException(
          "no engine answers at "
              + client.address()
              + " ("
              + reason(e)
              + "); start Docker, or name its socket with --engine or DOCKER_HOST",
          e);
    } catch (EngineException e) {
      throw refused(e);
    }
  }

  private HelperContainer start() throws IOException {
    if (accounts) {
      try {
        return start(true);
      } catch (EngineException e) {
        // A machine without /etc/passwd, such as some minimal ones: then users are numbers.
        if (!e.engineMessage().contains("/etc/passwd")) {
          throw e;
        }
        accounts = false;
      }
    }
    return start(false);
  }

  private HelperContainer start(boolean withAccounts) throws IOException {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    String mark = HexFormat.of().formatHex(random);
    Confinement there = confinement();
    return HelperContainer.start(
        actions,
        readings,
        lookups,
        mark,
        HelperRecipe.create(
            settings, mark, uids.contains(0), there.appArmor(), there.remapped(), withAccounts),
        settings.life());
  }

  private Confinement confinement() throws IOException {
    Confinement known = confinement;
    if (known == null) {
      EngineInfo info = lookups.info();
      known = new Confinement(has(info, "apparmor"), has(info, "userns"));
      confinement = known;
    }
    return known;
  }

  private static boolean has(EngineInfo info, String name) {
    return info.securityOptions().stream()
        .anyMatch(o -> o.equals("name=" + name) || o.startsWith("name=" + name + ","));
  }

  private HostException refused(EngineException e) {
    if (e.status() == 404
        && e.engineMessage().toLowerCase(java.util.Locale.ROOT).contains("image")) {
      return new HostException(
          "the helper image "
              + settings.image()
              + " is not on the engine: docker pull "
              + settings.image()
              + ", or name one that is there with --helper-image or DOCKER_HELPER_IMAGE",
          e);
    }
    if (e.engineMessage().contains("executable file not found")) {
      return new HostException(
          "the helper image " + settings.image() + " has no program 'timeout'; alpine:latest has",
          e);
    }
    return new HostException(
        "the engine refuses the helper container ("
            + e.engineMessage()
            + "); helpers need --pid=host, which a gate or an authorization plugin may forbid",
        e);
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  /**
   * Removes the helpers that an earlier run left behind, if it was killed between making and
   * starting one.
   *
   * @return how many
   */
  public int sweep() throws IOException {
    return HelperContainer.sweep(actions, lookups, Instant.now());
  }

  @Override
  public String description() {
    return "helper containers of " + settings.image() + " on " + client.address();
  }

  @Override
  public void close() {}
}
