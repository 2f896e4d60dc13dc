package dev.cofferdam.cli.doctor;

import dev.cofferdam.engine.client.EngineInfo;
import dev.cofferdam.engine.client.EngineVersion;
import java.util.List;

/** What each policy can promise on one engine. */
final class Promises {
  private Promises() {}

  /** One promise, and how each policy keeps it. */
  record Promise(String what, String observe, String develop, String compat, String transparent) {}

  static List<Promise> on(EngineVersion version, EngineInfo info) {
    Release engine = EngineChecks.engine(version);
    Release runc = EngineChecks.runc(version);
    boolean podman = EngineChecks.isPodman(version);
    boolean darkNetworks = podman || (engine != null && !Weakness.DNS_LEAK.isIn(engine));
    boolean runcMended = podman || (runc != null && !Weakness.RUNC_LEAK.isIn(runc));
    boolean unlimited =
        info.securityOptions().contains("name=rootless") && !info.cgroupVersion().equals("2");
    return List.of(
        new Promise(
            "the host is out of reach",
            "yes",
            runcMended ? "yes" : "as far as runc holds",
            "only with POST=0",
            "no"),
        new Promise(
            "binds stay in the mounts",
            "no binds",
            "yes, but for a race with symlinks",
            "no",
            "no"),
        new Promise("others' objects are hidden", "no", "yes", "no", "no"),
        new Promise(
            "memory, CPUs, pids are limited",
            "creates none",
            unlimited ? "no: rootless, cgroup v1" : "yes",
            "no",
            "no"),
        new Promise(
            "internal networks are dark",
            "creates none",
            darkNetworks ? "yes" : "no: DNS leaks",
            darkNetworks ? "yes" : "no: DNS leaks",
            darkNetworks ? "yes" : "no: DNS leaks"),
        new Promise("values of env are masked", "yes", "no", "no", "no"),
        new Promise("every decision is on record", "yes", "yes", "yes", "yes"));
  }
}
