package dev.cofferdam.watch.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedUsersTest {
  private static final Accounts ACCOUNTS =
      Accounts.of(
          "root:x:0:0:root:/root:/bin/sh\nann:x:1001:1001::/home/ann:\nbad line\n:::::::\nx:x:y:1::/:\n"
              .getBytes(StandardCharsets.UTF_8));

  @Test
  void namesAndNumbersBecomeNumbers() {
    assertThat(AllowedUsers.parse(" ann, 1002 ,root,").uids(ACCOUNTS))
        .containsExactly(0, 1001, 1002);
  }

  @Test
  void aNameThatNobodyHasIsToldWithTheWayOut() {
    assertThatThrownBy(() -> AllowedUsers.parse("zoe").uids(ACCOUNTS))
        .hasMessageContaining("'zoe'")
        .hasMessageContaining("id -u zoe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "ann;rm -rf /",
        "$(id)",
        "ann -o -exec",
        "-1",
        "0 -o -user 1",
        "a\nb",
        "*"
      })
  void whatIsNoUserIsRefused(String setting) {
    assertThatThrownBy(() -> AllowedUsers.parse(setting))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
