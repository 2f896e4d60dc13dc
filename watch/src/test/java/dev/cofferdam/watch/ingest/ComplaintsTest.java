package dev.cofferdam.watch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComplaintsTest {
  @Test
  void whatWasNotLookedAtIsNeitherOverNorToldAgain() {
    Complaints complaints = new Complaints();
    complaints.say("folder", "cannot be read");
    complaints.say("archive", "is full");
    assertThat(complaints.fresh()).hasSize(2);
    complaints.next();

    complaints.keep();
    assertThat(complaints.fresh()).isEmpty();
    assertThat(complaints.over()).isEmpty();
    complaints.next();

    complaints.say("folder", "cannot be read");
    assertThat(complaints.fresh()).isEmpty();
    assertThat(complaints.over()).containsExactly(new Problem("archive", "is full"));
  }
}
