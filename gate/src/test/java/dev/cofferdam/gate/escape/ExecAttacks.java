package dev.cofferdam.gate.escape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Processes in others' containers, and processes with more rights in one's own. */
final class ExecAttacks {
  private static final String GROUP = "exec";
  private static final Effect NEW = new Effect.Changed("victim.execs");
  private static final Effect RUN = new Effect.Changed("victim.exec");
  private static final Effect PRIVILEGED =
      new Effect.NewExec("/ProcessConfig/privileged", node -> node.asBoolean(false));

  private ExecAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    for (String ref : List.of("${victim}", "${victimName}", "${victimShort}")) {
      all.add(
          Attack.of(
              GROUP,
              "exec into another's container as " + ref,
              NEW,
              RawRequest.post("/v1.41/containers/" + ref + "/exec", "{'Cmd':['true']}")));
    }
    all.add(mine("privileged", "'Privileged':true"));
    all.add(mine("privileged, folded", "'privileged':true"));
    all.add(mine("privileged, escaped", "'Pr\\u0069vileged':true"));
    all.add(mine("privileged, after false", "'Privileged':false,'Privileged':true"));
    all.add(mine("privileged, then null", "'Privileged':true,'Privileged':null"));
    all.add(
        Attack.of(
            GROUP,
            "privileged, with more behind the body",
            PRIVILEGED,
            RawRequest.post(
                "/v1.41/containers/${mine}/exec", "{'Cmd':['true'],'Privileged':true}{}")));
    all.add(
        Attack.of(
            GROUP,
            "a working folder at a leaked descriptor",
            new Effect.NewExec("/ProcessConfig", node -> !node.isMissingNode()),
            RawRequest.post(
                "/v1.41/containers/${mine}/exec",
                "{'Cmd':['ls'],'WorkingDir':'/proc/self/fd/8'}")));
    all.add(
        Attack.of(
            GROUP,
            "start of another's exec",
            RUN,
            RawRequest.post("/v1.41/exec/${victimExec}/start", "{'Detach':true}")));
    all.add(
        Attack.of(
            GROUP,
            "start of another's exec, reading what it says",
            new Effect.Leaked("${secret}"),
            RawRequest.post("/v1.41/exec/${victimExec}/start", "{'Detach':false}")
                .within(1, Duration.ofSeconds(3))));
    all.add(
        Attack.of(
            GROUP,
            "start of another's exec as a tunnel",
            new Effect.Leaked("${secret}"),
            RawRequest.headed(
                    "/v1.41/exec/${victimExec}/start",
                    "{'Detach':false,'Tty':false}",
                    "Content-Type: application/json",
                    "Content-Length: ${length}",
                    "Upgrade: tcp")
                .within(1, Duration.ofSeconds(3))));
    all.add(
        Attack.of(
            GROUP,
            "looking at another's exec",
            new Effect.Leaked("${victim}"),
            RawRequest.get("/v1.41/exec/${victimExec}/json")));
    all.add(
        Attack.of(
            GROUP,
            "start of another's exec without a version",
            RUN,
            RawRequest.post("/exec/${victimExec}/start", "{'Detach':true}")));
    return all;
  }

  private static Attack mine(String name, String members) {
    return Attack.of(
        GROUP,
        "in one's own container, " + name,
        PRIVILEGED,
        RawRequest.post("/v1.41/containers/${mine}/exec", "{'Cmd':['true']," + members + "}"));
  }
}
