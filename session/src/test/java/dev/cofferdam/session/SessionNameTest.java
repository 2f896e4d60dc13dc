package dev.cofferdam.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.policy.Principal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionNameTest {
  @Test
  void theSameFolderHasTheSameNameAndAnotherOfThatNameHasNot() {
    SessionName name = SessionName.of(Path.of("/home/ann/shop"));
    assertThat(name.value()).matches("shop-[0-9a-f]{8}");
    assertThat(SessionName.of(Path.of("/home/ann/shop"))).isEqualTo(name);
    assertThat(SessionName.of(Path.of("/home/bob/shop"))).isNotEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/x/.hidden",
        "/x/Größe 2",
        "/x/-",
        "/x/__",
        "/x/ÄÖ",
        "/x/" + LONG,
        "/x/a\nb"
      })
  void everyFolderGivesANameThatAGateTakesAsItsPrincipal(String folder) {
    SessionName name = SessionName.of(Path.of(folder));
    assertThat(name.value()).hasSizeLessThanOrEqualTo(63).matches("[a-z0-9][a-z0-9._-]*");
    assertThat(new Principal(name.value()).name()).isEqualTo(name.value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../x", "-a", "A", "a/b", "a b", "a\n"})
  void aNameThatCouldLeaveTheStateFolderIsNone(String value) {
    assertThatThrownBy(() -> new SessionName(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no session name");
  }

  @Test
  void theWorkspaceSeesTheRunFolderAloneOfTheSessionsFiles() {
    SessionFolder folder =
        SessionFolder.in(Path.of("/state"), SessionName.of(Path.of("/home/ann/shop")));
    assertThat(folder.gateSocket()).startsWithRaw(folder.run());
    assertThat(folder.relaySocket()).startsWithRaw(folder.run());
    assertThat(folder.ports()).startsWithRaw(folder.run());
    assertThat(folder.secrets().startsWith(folder.run())).isFalse();
    assertThat(folder.journal().startsWith(folder.run())).isFalse();
    assertThat(folder.lock().startsWith(folder.run())).isFalse();
  }

  private static final String LONG =
      "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
}
