package dev.cofferdam.gate.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
  private static final Principal ANN = new Principal("ann");
  private static final Principal BOB = new Principal("bob");

  private final Sessions sessions = new Sessions();

  @Test
  void aSessionIsFoundByItsOwnerAloneAndNeverByItsNameAtTheEngine() throws Exception {
    try (Sessions.Lease lease = sessions.open(ANN, "s1")) {
      assertThat(sessions.upstream(ANN, "s1")).contains(lease.upstream());
      assertThat(sessions.upstream(BOB, "s1")).isEmpty();
      assertThat(sessions.upstream(BOB, lease.upstream())).isEmpty();
      assertThat(lease.upstream()).isNotEqualTo("s1");
    }
    assertThat(sessions.upstream(ANN, "s1")).isEmpty();
  }

  @Test
  void twoPrincipalsMayChooseTheSameNameButNobodyTwice() throws Exception {
    try (Sessions.Lease ann = sessions.open(ANN, "s");
        Sessions.Lease bob = sessions.open(BOB, "s")) {
      assertThat(ann.upstream()).isNotEqualTo(bob.upstream());
      assertThatThrownBy(() -> sessions.open(ANN, "s")).isInstanceOf(Refusal.class);
    }
  }

  @Test
  void sharedKeysAreThePrincipalsOwnAndStable() throws Exception {
    try (Sessions.Lease ann = sessions.open(ANN, "a");
        Sessions.Lease again = sessions.open(ANN, "b");
        Sessions.Lease bob = sessions.open(BOB, "a")) {
      assertThat(ann.sharedKey("k")).isEqualTo(again.sharedKey("k"));
      assertThat(ann.sharedKey("k")).isNotEqualTo(bob.sharedKey("k"));
      assertThat(ann.sharedKey("k")).isNotEqualTo(ann.sharedKey("l"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nX: y", "ä"})
  void whatIsNoNameOpensNothing(String name) {
    assertThatThrownBy(() -> sessions.open(ANN, name)).isInstanceOf(Refusal.class);
  }
}
