package dev.cofferdam.policy.settings;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.CompatSwitches;
import dev.cofferdam.policy.Settings.ImageRules;
import dev.cofferdam.policy.Settings.JournalFailure;
import dev.cofferdam.policy.Settings.Limits;
import dev.cofferdam.policy.Settings.Mode;
import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.policy.compat.CompatEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each preset says when nothing is written on top of it. */
public final class Presets {
  /** The oldest version that can be expressed: no floor. Engines have their own, 1.12 and later. */
  public static final ApiVersion NO_FLOOR = new ApiVersion(10);

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private static final Limits LIMITS =
      new Limits(4 * GIB, 2 * GIB, 2_000_000_000L, 1024, GIB, 100 * MIB, 32, 32 * GIB, 0, 64);

  /**
   * Prefixes of labels by which other tools on a host take orders: routes, updates, schedules,
   * backups, checks, access to a proxy. A caller who may set them commands those tools.
   */
  private static final List<String> RESERVED_LABELS =
      List.of(
          "ai.ix.auto-update",
          "autoheal",
          "caddy",
          "cloudflare.",
          "co.elastic.",
          "com.centurylinklabs.watchtower.",
          "com.datadoghq.ad.",
          "com.docker.swarm.",
          "com.github.jrcs.letsencrypt_nginx_proxy_companion.",
          "com.github.nginx-proxy.",
          "com.ouroboros.",
          "coolify.",
          "deck-chores.",
          "diun.",
          "docker-volume-backup.",
          "dockflare.",
          "glance.",
          "homepage.",
          "io.balena.",
          "io.portainer.",
          "kuma.",
          "lazytainer.",
          "ofelia.",
          "prometheus",
          "proxy.",
          "restic-compose-backup.",
          "sablier.",
          "shepherd.",
          "socket-proxy.",
          "sockguard.",
          "swag",
          "swarm.cronjob.",
          "traefik.",
          "tsdproxy.",
          "wud.");

  /** Docker's own default set: naming one of them in {@code CapAdd} adds nothing. */
  private static final Set<String> CAPABILITIES =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "NET_RAW",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  private Presets() {}

  /**
   * The settings of a bare preset. {@code compat} has docker-socket-proxy's defaults on: {@code
   * EVENTS}, {@code PING} and {@code VERSION}.
   */
  public static Settings defaults(Preset preset) {
    ApiVersion floor =
        switch (preset) {
          case OBSERVE, DEVELOP -> ApiVersion.FLOOR;
          // Old clients must work here: Traefik before 3.6 asks for 1.24.
          case COMPAT, TRANSPARENT -> NO_FLOOR;
        };
    return new Settings(
        preset,
        Mode.ENFORCE,
        floor,
        Map.of(),
        Map.of(),
        LIMITS,
        new ImageRules(List.of("*"), List.of()),
        RESERVED_LABELS,
        "127.0.0.1",
        List.of(),
        CAPABILITIES,
        Set.of(),
        Set.of(),
        preset == Preset.OBSERVE,
        JournalFailure.REFUSE,
        new CompatSwitches(CompatEnvironment.DEFAULTS));
  }
}
