package dev.cofferdam.gate.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Docker Compose v2: a shop with a build, a health check, a volume, a bind mount and networks. */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowComposeTest(Workbench bench) {
  private static final String SHOP =
      """
      services:
        db:
          image: wf-base:1
          command: ["sh", "-c", "sleep 1; touch /data/ready; exec httpd -f -p 5432 -h /www"]
          mem_limit: 128m
          volumes: ["data:/data"]
          networks: {back: {aliases: [database]}}
          healthcheck:
            test: ["CMD", "test", "-e", "/data/ready"]
            interval: 1s
            timeout: 5s
            retries: 30
        web:
          build:
            context: .
            args: {WHO: compose}
          depends_on: {db: {condition: service_healthy}}
          environment: {MODE: shop, EMPTY: ""}
          volumes: ["./pages:/pages:ro"]
          ports: ["48090:80"]
          networks: [back, front]
          command: ["sh", "-c", "echo web is up; exec httpd -f -p 80 -h /pages"]
          restart: unless-stopped
          labels: {wf.role: web}
        worker:
          image: wf-base:1
          command: ["sleep", "1000"]
          depends_on: [db]
          networks: [back]
          init: true
          stop_grace_period: 1s
        tool:
          image: wf-base:1
          profiles: [tools]
          command: ["echo", "tool ran"]
      networks: {back: {}, front: {}}
      volumes: {data: {}}
      """;

  @Test
  void aProjectLivesItsLife() throws Exception {
    shop();
    assertThat(bench.compose("config", "--services").ok().lines())
        .containsExactlyInAnyOrder("db", "web", "worker");
    bench.compose("up", "-d").ok();
    assertThat(bench.compose("ps", "--format", "{{.Service}} {{.State}}").ok().lines())
        .containsExactlyInAnyOrder("db running", "web running", "worker running");
    assertThat(bench.compose("ps", "--format", "{{.Health}}", "db").ok().text())
        .isEqualTo("healthy");
    assertThat(
            bench
                .shell("curl -sS --retry 10 --retry-connrefused http://127.0.0.1:48090/")
                .ok()
                .text())
        .isEqualTo("the page");
    assertThat(bench.compose("logs", "--no-color", "web").ok().text()).contains("web is up");
    assertThat(
            bench
                .compose(
                    "exec",
                    "-T",
                    "web",
                    "sh",
                    "-c",
                    "echo $MODE; cat /who; wget -qO- http://database:5432/")
                .ok()
                .lines())
        .containsExactly("shop", "compose", "hello from the container");
    bench.compose("exec", "-T", "web", "sh", "-c", "exit 6").exits(6);
    assertThat(
            bench.compose("run", "--rm", "-T", "web", "sh", "-c", "echo once; exit 0").ok().lines())
        .contains("once");
    assertThat(bench.compose("--profile", "tools", "run", "--rm", "-T", "tool").ok().lines())
        .contains("tool ran");
    assertThat(bench.compose("top", "worker").ok().text()).contains("sleep 1000");
    assertThat(bench.compose("port", "web", "80").ok().text()).isEqualTo("127.0.0.1:48090");
    bench.compose("cp", "pages/index.html", "worker:/data/copied").ok();
    bench.compose("restart", "-t", "0", "worker").ok();
    assertThat(bench.compose("exec", "-T", "worker", "cat", "/data/copied").ok().text())
        .isEqualTo("the page");
    bench.compose("up", "-d", "--scale", "worker=2").ok();
    assertThat(bench.compose("ps", "-q", "worker").ok().lines()).hasSize(2);
    bench.compose("stop", "-t", "1", "worker").ok();
    bench.compose("start", "worker").ok();
    bench.file("pages/index.html", "another page\n");
    assertThat(bench.shell("curl -sS http://127.0.0.1:48090/").ok().text())
        .isEqualTo("another page");
    bench.file("Dockerfile", "FROM wf-base:1\nRUN echo changed > /who\n");
    bench.compose("up", "-d", "--build", "web").ok();
    assertThat(bench.compose("exec", "-T", "web", "cat", "/who").ok().text()).isEqualTo("changed");
    assertThat(bench.compose("images").ok().text()).contains("wf-shop-web");
    assertThat(bench.compose("ls").ok().text()).contains("wf-shop");
    bench.compose("down", "-v", "-t", "1", "--rmi", "local").ok();
    assertThat(bench.docker("ps", "-aq").ok().lines()).isEmpty();
    assertThat(bench.docker("volume", "ls", "-q").ok().lines()).isEmpty();
    assertThat(bench.host("network", "ls", "-q", "--filter", "name=wf-shop").ok().lines())
        .isEmpty();
  }

  @Test
  void anAttachedProjectShowsItsLogsAndEndsWithCtrlC() throws Exception {
    shop();
    try (Program up = bench.startCompose("up", "--no-color", "-t", "1", "db", "web")) {
      up.awaits("web is up");
      Outcome end = up.interrupt().finish();
      assertThat(end.exit()).isIn(0, 130);
    }
    assertThat(bench.compose("ps", "-q").ok().lines()).isEmpty();
    bench.compose("down", "-v", "--rmi", "local").ok();
  }

  @Test
  void whatIsNotAllowedIsNamed() throws Exception {
    bench.file("compose.yaml", "services: {bad: {image: 'wf-base:1', privileged: true}}\n");
    assertThat(bench.compose("up", "-d").exits(1).errors()).contains("(container.privileged)");
    bench.compose("down").ok();
  }

  private void shop() throws Exception {
    bench.file("compose.yaml", SHOP);
    bench.file("Dockerfile", "FROM wf-base:1\nARG WHO\nRUN echo $WHO > /who\n");
    bench.file("pages/index.html", "the page\n");
  }
}
