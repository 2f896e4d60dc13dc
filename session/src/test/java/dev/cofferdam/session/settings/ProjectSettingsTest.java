package dev.cofferdam.session.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.policy.settings.PolicyFileException;
import dev.cofferdam.session.image.Agent;
import dev.cofferdam.session.image.Profile;
import dev.cofferdam.session.plan.SessionPlan.Mount;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectSettingsTest {
  @Test
  void everySettingIsRead() throws Exception {
    ProjectSettings settings =
        parse(
            """
            agent: claude
            profile: node
            policy: observe
            limits: {memory: 2g, cpus: 1.5, pids: 300}
            image: {name: mine, base: theirs, network: host}
            environment: [A=b, HOME]
            secrets: [token=file:/t, other=env:OTHER]
            mounts: [/data=/srv/data:ro]
            networks: [dev]
            siblings: [postgres]
            relay: true
            localhost: false
            detach-keys: ctrl-a,d
            record: true
            """);

    assertThat(settings.agent()).contains(Agent.CLAUDE);
    assertThat(settings.profile()).contains(Profile.NODE);
    assertThat(settings.policy()).contains("observe");
    assertThat(settings.memoryBytes()).contains(2L << 30);
    assertThat(settings.nanoCpus()).contains(1_500_000_000L);
    assertThat(settings.pids()).contains(300L);
    assertThat(settings.imageName()).isEqualTo("mine");
    assertThat(settings.imageBase()).isEqualTo("theirs");
    assertThat(settings.imageNetwork()).isEqualTo("host");
    assertThat(settings.environment()).containsExactly("A=b", "HOME");
    assertThat(settings.secrets()).hasSize(2);
    assertThat(settings.mounts()).containsExactly(new Mount("/data", "/srv/data", false));
    assertThat(settings.services().networks()).containsExactly("dev");
    assertThat(settings.services().siblings()).containsExactly("postgres");
    assertThat(settings.services().relay()).isTrue();
    assertThat(settings.services().localhost()).isFalse();
    assertThat(settings.detachKeys().text()).isEqualTo("ctrl-a,d");
    assertThat(settings.record()).isTrue();
  }

  @Test
  void anUnknownKeyIsAnErrorThatNamesTheNearest() {
    assertThatThrownBy(() -> parse("agnet: claude\n"))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("config.yaml:1:1: agnet: unknown key; did you mean agent?");
  }

  @Test
  void everythingWrongIsToldAtOnceAndSecretsAreNotRepeated() {
    assertThatThrownBy(() ->
            parse(
                """
                agent: clod
                limits: {memory: 1k, pids: 0}
                relay: perhaps
                detach-keys: alt-x
                secrets: [hunter2]
                """))
        .hasMessageContaining("clod")
        .hasMessageContaining("too little to work in")
        .hasMessageContaining("no number of processes")
        .hasMessageContaining("neither true nor false")
        .hasMessageContaining("'alt-x' is no key")
        .hasMessageContaining("NAME=file:PATH");
  }

  @Test
  void theTemplateExplainsEverySettingAndSetsNothing(@TempDir Path project) throws Exception {
    String template;
    try (InputStream in = ProjectSettings.template()) {
      template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(parse(template)).isEqualTo(ProjectSettings.read(project));
    String uncommented = template.replaceAll("(?m)^#(?! \\S)", "");
    assertThat(parse(uncommented).agent()).contains(Agent.CLAUDE);
    assertThat(parse(uncommented).mounts()).hasSize(1);
  }

  @Test
  void whatReachesBeyondTheProjectIsAWish() throws Exception {
    ProjectSettings settings =
        parse(
            """
            policy: transparent
            environment: [A=b, SSH_AUTH_SOCK]
            secrets: [key=file:/root/.ssh/id_rsa]
            mounts: [/all=/srv]
            networks: [dev]
            image: {network: host}
            record: true
            """);

    assertThat(Trust.wishes(settings))
        .containsExactly(
            "change /srv of this machine",
            "read the secret key from /root/.ssh/id_rsa",
            "see your environment variable SSH_AUTH_SOCK",
            "use Docker under the policy transparent",
            "join the network dev",
            "record what your terminal shows of it",
            "build its image on the network host");
    assertThat(Trust.wishes(parse("agent: claude\npolicy: develop\n"))).isEmpty();
  }

  @Test
  void whatSomebodyAgreedToIsNotAskedAgainAndAnythingElseIs(@TempDir Path state)
      throws IOException {
    Trust trust = new Trust(state, Path.of("/projects/api"));
    trust.agree(java.util.List.of("join the network dev"));

    assertThat(trust.open(java.util.List.of("join the network dev", "join the network prod")))
        .containsExactly("join the network prod");
    assertThat(
            new Trust(state, Path.of("/projects/other"))
                .open(java.util.List.of("join the network dev")))
        .containsExactly("join the network dev");
  }

  private static ProjectSettings parse(String text) throws PolicyFileException {
    return ProjectSettings.parse("config.yaml", text);
  }
}
