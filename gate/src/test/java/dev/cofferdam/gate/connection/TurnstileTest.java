package dev.cofferdam.gate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TurnstileTest {
  private final Turnstile turnstile = new Turnstile();
  private final List<String> through = new ArrayList<>();

  private Turnstile.Permit enter(String principal, String name) {
    return Objects.requireNonNull(turnstile.enter(principal, () -> through.add(name)));
  }

  @Test
  void oneAtATimePassesInOrder() {
    Turnstile.Permit first = enter("a", "1");
    Turnstile.Permit second = enter("a", "2");
    enter("a", "3");
    assertThat(through).containsExactly("1");
    first.leave();
    first.leave();
    assertThat(through).containsExactly("1", "2");
    second.leave();
    assertThat(through).containsExactly("1", "2", "3");
  }

  @Test
  void principalsDoNotWaitForEachOther() {
    enter("a", "1");
    enter("b", "2");
    assertThat(through).containsExactly("1", "2");
  }

  @Test
  void oneThatGivesUpWaitingIsSkipped() {
    Turnstile.Permit first = enter("a", "1");
    enter("a", "2").leave();
    enter("a", "3");
    first.leave();
    assertThat(through).containsExactly("1", "3");
  }

  @Test
  void oneThatOutlivesItsTurnKeepsItsPlaceUntilAnswered() {
    Turnstile.Permit first = enter("a", "1");
    enter("a", "2");
    first.outlive();
    first.leave();
    assertThat(through).containsExactly("1");
    first.answered();
    assertThat(through).containsExactly("1", "2");
  }

  @Test
  void theQueueIsBounded() {
    Turnstile.@org.jspecify.annotations.Nullable Permit last = enter("a", "first");
    int entered = 0;
    while (last != null) {
      last = turnstile.enter("a", () -> {});
      entered++;
      assertThat(entered).isLessThan(1000);
    }
    assertThat(enter("b", "other")).isNotNull();
  }
}
