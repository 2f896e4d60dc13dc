package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.session.host.HostProcess;
import dev.cofferdam.testkit.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people do with Docker in a workspace, and what its localhost and its networks do for it. */
@Tag("engine")
@Timeout(900)
class WorkspaceServicesTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private static WorkspaceRig rig;

  @BeforeAll
  static void begin() throws Exception {
    rig =
        new WorkspaceRig()
            .busybox()
            .file("www/index.html", "ready\n")
            .file(
                "www/cgi-bin/login",
                "#!/bin/sh\necho 'Status: 302 Found'\necho 'Location:"
                    + " http://localhost:3100/cgi-bin/callback?code=42'\necho\n")
            .file(
                "www/cgi-bin/callback", "#!/bin/sh\necho\necho \"signed in with $QUERY_STRING\"\n")
            .file(
                "Dockerfile",
                """
                FROM scratch
                COPY busybox /bin/busybox
                COPY busybox /bin/sh
                COPY busybox /bin/cat
                COPY busybox /bin/echo
                COPY busybox /bin/wget
                COPY busybox /bin/httpd
                COPY www /www
                CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]
                """)
            .file(
                "compose.yaml",
                """
                services:
                  api:
                    build: .
                    stop_signal: SIGKILL
                    volumes:
                      - ./www:/www:ro
                      - data:/data
                  cache:
                    image: services-test
                    stop_signal: SIGKILL
                    depends_on: [api]
                volumes:
                  data:
                """)
            .settings("localhost: true\n")
            .owned();
    Files.setPosixFilePermissions(
        rig.project().resolve("www/cgi-bin/login"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        rig.project().resolve("www/cgi-bin/callback"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    rig.start();
    rig.inside("docker build -q -t services-test .").ok();
  }

  @AfterAll
  static void end() throws Exception {
    rig.close();
  }

  private static String eventually(String command, String expected) {
    return await()
        .atMost(SOON)
        .until(() -> rig.inside(command).all().strip(), said -> said.contains(expected));
  }

  @Test
  void anImageIsBuiltAndRun() throws Exception {
    assertThat(rig.inside("docker run --rm services-test echo from the image").ok().text())
        .isEqualTo("from the image");
  }

  @Test
  void aComposeProjectGoesUpIsSeenAndGoesDown() throws Exception {
    rig.inside("docker compose up -d").ok();
    assertThat(rig.inside("docker compose ps --services").ok().lines())
        .containsExactlyInAnyOrder("api", "cache");
    eventually("curl -s http://api:8080", "ready");
    assertThat(rig.inside("docker compose logs").ok().exit()).isZero();

    Outcome down = rig.inside("docker compose down -v").ok();

    assertThat(down.all()).doesNotContain("active endpoints");
    assertThat(rig.inside("docker network ls -q; docker volume ls -q").ok().text()).isEmpty();
  }

  @Test
  void aServiceAnswersOnLocalhostAndByItsLink() throws Exception {
    rig.inside("docker run -d --name db -p 3101:8080 services-test").ok();
    eventually("curl -s http://localhost:3101", "ready");
    // Engines before 26 leave containers without IPv6; then nobody's localhost is ::1.
    if (!rig.inside("cat /proc/net/if_inet6").all().isBlank()) {
      eventually("curl -s 'http://[::1]:3101'", "ready");
    }
    assertThat(
            rig.inside("docker run --rm --link db services-test wget -qO- http://db:8080")
                .ok()
                .text())
        .isEqualTo("ready");

    rig.inside("docker rm -f db").ok();

    await().atMost(SOON).until(() -> rig.inside("curl -s http://localhost:3101").exit() == 7);
  }

  @Test
  void aSignInComesBackToLocalhostInTheWorkspaceAndOnTheHost() throws Exception {
    rig.inside("docker run -d --name login -p 3100:8080 services-test").ok();

    eventually("curl -sL http://localhost:3100/cgi-bin/login", "signed in with code=42");

    try (HttpClient browser =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build()) {
      HttpRequest login =
          HttpRequest.newBuilder(URI.create("http://localhost:3100/cgi-bin/login")).build();
      assertThat(browser.send(login, HttpResponse.BodyHandlers.ofString()).body())
          .contains("signed in with code=42");
    }
    rig.inside("docker rm -f login").ok();
  }

  @Test
  void aPortThatSomethingInTheWorkspaceHasIsPointedOut() throws Exception {
    String server = "require('http').createServer((q, a) => a.end('mine')).listen(3102)";
    rig.docker("exec", "-d", rig.name().container(), "node", "-e", server).ok();
    eventually("curl -s http://localhost:3102", "mine");

    rig.inside("docker run -d --name clash -p 3102:8080 services-test").ok();

    eventually("cat /run/cofferdam/notices", "port 3102 of clash does not answer");
    assertThat(rig.inside("curl -s http://localhost:3102").text()).isEqualTo("mine");
    rig.inside("docker rm -f clash").ok();
  }

  @Test
  void aPortThatTheHostHasIsTheEnginesOwnMessage() throws Exception {
    rig.inside("docker run -d --name first -p 3103:8080 services-test").ok();

    assertThat(
            rig.inside("docker run --rm --name second -p 3103:8080 services-test").exits(125).all())
        .containsAnyOf("already allocated", "already in use");

    // Who starts it in the background may not see that.
    rig.inside("docker create --name third -p 3103:8080 services-test").ok();
    rig.inside("docker start third").exits(1);
    eventually("cat /run/cofferdam/notices", "third did not start: port 3103 of this machine is");
    rig.inside("docker rm -f first second third");
  }

  @Test
  void networksAreJoinedLeftAndPrunedAndNobodySeesIt() throws Exception {
    rig.inside("docker network create front && docker network create back").ok();
    rig.inside("docker run -d --name web --network front services-test").ok();
    eventually("curl -s http://web:8080", "ready");
    assertThat(rig.inside("docker network inspect front").ok().text())
        .doesNotContain(rig.name().container());
    assertThat(rig.inside("docker network rm front").exit()).isNotZero(); // web is on it

    rig.inside("docker network prune -f").ok();

    assertThat(rig.inside("docker network ls --format '{{.Name}}'").ok().lines())
        .containsExactly("front");
    eventually("curl -s http://web:8080", "ready");
    rig.inside("docker rm -f web").ok();
    rig.inside("docker network rm front").ok();
  }

  @Test
  void aKilledHostIsReplacedAndEverythingAnswersAgain() throws Exception {
    rig.inside("docker network create again").ok();
    rig.inside("docker run -d --name second --network again -p 3104:8080 services-test").ok();
    eventually("curl -s http://localhost:3104", "ready");
    rig.host().destroyForcibly();
    await().atMost(SOON).until(() -> !HostProcess.serves(rig.session()));

    try (var joined = rig.run(java.util.List.of(), "docker", "ps", "-q")) {
      assertThat(joined.closeInput().finish().ok().lines()).hasSize(1);
    }

    eventually("curl -s http://localhost:3104", "ready");
    rig.inside("docker rm -f second").ok();
    rig.inside("docker network rm again").ok();
  }
}
