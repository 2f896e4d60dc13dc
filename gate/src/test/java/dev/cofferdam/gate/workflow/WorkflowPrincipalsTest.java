package dev.cofferdam.gate.workflow;

import static dev.cofferdam.gate.workflow.Workbench.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Two principals and the host on one engine: each has its own things only. */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowPrincipalsTest(Workbench bench) {
  @Test
  void theOthersContainersAreNotThere() throws Exception {
    String id = bench.docker("run", "-d", "--name", "wf-mine", BASE, "sleep", "300").ok().text();
    String host = bench.host("run", "-d", "--name", "wf-of-host", BASE, "sleep", "300").ok().text();
    assertThat(bench.bob("ps", "-aq").ok().lines()).isEmpty();
    for (String name : List.of("wf-mine", id, id.substring(0, 12), "wf-of-host", host)) {
      for (List<String> command :
          List.of(
              List.of("logs", name),
              List.of("exec", name, "true"),
              List.of("cp", name + ":/www", "-"),
              List.of("stop", name),
              List.of("rm", name),
              List.of("top", name),
              List.of("rename", name, "wf-stolen"))) {
        Outcome refused = bench.bob(command.toArray(String[]::new)).exits(1);
        assertThat(refused.errors()).contains("No such container");
      }
    }
    assertThat(
            bench
                .bob("run", "--rm", "--network", "container:wf-mine", BASE, "true")
                .exits(125)
                .errors())
        .containsIgnoringCase("no such container");
    assertThat(bench.host("inspect", "-f", "{{.State.Running}}", id, host).ok().lines())
        .containsExactly("true", "true");
    assertThat(bench.bob("run", "--name", "wf-mine", BASE, "true").exits(125).errors())
        .contains("already in use");
    bench.docker("rm", "-f", "wf-mine").ok();
    bench.host("rm", "-f", "wf-of-host").ok();
  }

  @Test
  void theOthersVolumesNetworksAndImagesAreNotThere() throws Exception {
    bench.docker("volume", "create", "wf-av").ok();
    bench.docker("network", "create", "wf-an").ok();
    bench.file("pi/Dockerfile", "FROM wf-base:1\nLABEL wf.secret=1\n");
    bench.docker("build", "-q", "-t", "wf-ai:1", "pi").ok();
    assertThat(bench.bob("volume", "ls", "-q").ok().lines()).doesNotContain("wf-av");
    assertThat(bench.bob("network", "ls", "--format", "{{.Name}}").ok().lines())
        .doesNotContain("wf-an");
    assertThat(bench.bob("images", "--format", "{{.Repository}}").ok().lines())
        .contains("wf-base")
        .doesNotContain("wf-ai");
    bench.bob("volume", "inspect", "wf-av").exits(1);
    bench.bob("volume", "rm", "wf-av").exits(1);
    bench.bob("network", "inspect", "wf-an").exits(1);
    bench.bob("network", "rm", "wf-an").exits(1);
    bench.bob("image", "inspect", "wf-ai:1").exits(1);
    bench.bob("rmi", "wf-ai:1").exits(1);
    bench.bob("run", "--rm", "wf-ai:1", "true").exits(125);
    bench.bob("run", "--rm", "-v", "wf-av:/v", BASE, "true").exits(125);
    bench.bob("run", "--rm", "--network", "wf-an", BASE, "true").exits(125);
    assertThat(bench.bob("rmi", BASE).exits(1).errors()).contains("(image.foreign)");
    bench.docker("volume", "inspect", "wf-av").ok();
    bench.docker("network", "inspect", "wf-an").ok();
    bench.docker("image", "inspect", "wf-ai:1").ok();
    bench.docker("volume", "rm", "wf-av").ok();
    bench.docker("network", "rm", "wf-an").ok();
    bench.docker("rmi", "wf-ai:1").ok();
  }

  @Test
  void eachSeesItsOwnEventsOnly() throws Exception {
    try (Program alices =
            bench.start("events", "--format", "{{.Type}} {{.Action}} {{.Actor.Attributes.name}}");
        Program bobs =
            bench.startAs(
                Workbench.BOB,
                "events",
                "--format",
                "{{.Type}} {{.Action}} {{.Actor.Attributes.name}}")) {
      // Both must have begun to listen before what is looked for happens.
      bench.eventsBegin(alices, Workbench.ALICE);
      bench.eventsBegin(bobs, Workbench.BOB);
      bench.docker("run", "--rm", "--name", "wf-ev-alice", BASE, "true").ok();
      bench.bob("run", "--rm", "--name", "wf-ev-bob", BASE, "true").ok();
      bench.host("run", "--rm", "--name", "wf-ev-host", BASE, "true").ok();
      bench.docker("network", "create", "wf-ev-net").ok();
      bench.docker("network", "rm", "wf-ev-net").ok();
      bench.docker("run", "--rm", "--name", "wf-ev-last", BASE, "true").ok();
      bench.bob("run", "--rm", "--name", "wf-ev-last2", BASE, "true").ok();
      alices.awaits("container destroy wf-ev-last\n");
      bobs.awaits("container destroy wf-ev-last2\n");
      assertThat(alices.said())
          .contains(
              "container create wf-ev-alice",
              "container start wf-ev-alice",
              "container die wf-ev-alice",
              "container destroy wf-ev-alice",
              "network create wf-ev-net")
          .doesNotContain("wf-ev-bob", "wf-ev-host");
      assertThat(bobs.said())
          .contains("container die wf-ev-bob")
          .doesNotContain("wf-ev-alice", "wf-ev-host", "wf-ev-net");
    }
  }

  @Test
  void pastEventsEndAndTheCallersFiltersCount() throws Exception {
    String since = bench.shell("date +%s").ok().text();
    bench.docker("run", "--rm", "--name", "wf-past", BASE, "true").ok();
    bench.bob("run", "--rm", "--name", "wf-past-bob", BASE, "true").ok();
    String until = bench.shell("echo $(($(date +%s) + 1))").ok().text();
    List<String> events =
        bench
            .docker(
                "events",
                "--since",
                since,
                "--until",
                until,
                "--filter",
                "event=die",
                "--format",
                "{{.Action}} {{.Actor.Attributes.name}}")
            .ok()
            .lines();
    assertThat(events)
        .contains("die wf-past")
        .doesNotContain("die wf-past-bob")
        .allMatch(e -> e.startsWith("die "));
  }

  @Test
  void pruningTakesOnlyOnesOwn() throws Exception {
    for (String who : List.of("alice", "bob", "host")) {
      as(who, "create", "--name", "wf-p-" + who, BASE, "true").ok();
      as(who, "network", "create", "wf-pn-" + who).ok();
      as(who, "volume", "create", "wf-pv-" + who).ok();
      bench.file("pp/Dockerfile", "FROM wf-base:1\nRUN echo " + who + " > /data/who\n");
      as(who, "build", "-q", "-t", "wf-pi-" + who + ":1", "pp").ok();
    }
    assertThat(bench.docker("system", "df").ok().text())
        .contains("Images", "Containers", "Local Volumes");
    assertThat(bench.docker("system", "df", "-v").ok().text())
        .contains("wf-p-alice", "wf-pv-alice")
        .doesNotContain("wf-p-bob", "wf-pv-host");
    bench.docker("container", "prune", "-f").ok();
    bench.docker("network", "prune", "-f").ok();
    bench.docker("volume", "prune", "-f", bench.old() ? "--filter=label!=x" : "-a").ok();
    bench.docker("image", "prune", "-a", "-f").ok();
    assertThat(bench.docker("ps", "-aq").ok().lines()).isEmpty();
    assertThat(
            bench
                .host("network", "ls", "--format", "{{.Name}}", "--filter", "name=wf-pn-")
                .ok()
                .lines())
        .containsExactlyInAnyOrder("wf-pn-bob", "wf-pn-host");
    assertThat(bench.host("volume", "ls", "-q", "--filter", "name=wf-pv-").ok().lines())
        .containsExactlyInAnyOrder("wf-pv-bob", "wf-pv-host");
    assertThat(
            bench.host("ps", "-a", "--format", "{{.Names}}", "--filter", "name=wf-p-").ok().lines())
        .containsExactlyInAnyOrder("wf-p-bob", "wf-p-host");
    assertThat(
            bench
                .host("images", "--format", "{{.Repository}}", "--filter", "reference=wf-*")
                .ok()
                .lines())
        .contains("wf-pi-bob", "wf-pi-host", "wf-base")
        .doesNotContain("wf-pi-alice");
    bench.host("rm", "wf-p-bob", "wf-p-host").ok();
    bench.host("network", "rm", "wf-pn-bob", "wf-pn-host").ok();
    bench.host("volume", "rm", "wf-pv-bob", "wf-pv-host").ok();
    bench.host("rmi", "wf-pi-bob:1", "wf-pi-host:1").ok();
  }

  private Outcome as(String who, String... arguments) throws Exception {
    return switch (who) {
      case "alice" -> bench.docker(arguments);
      case "bob" -> bench.bob(arguments);
      default -> bench.host(arguments);
    };
  }
}
