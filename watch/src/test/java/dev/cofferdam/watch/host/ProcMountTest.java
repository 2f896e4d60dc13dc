package dev.cofferdam.watch.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcMountTest {
  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "4", "noaccess", "invisible", "ptraceable"})
  void othersAreHiddenWhereTheMountSaysSo(String hidepid) {
    assertThat(obstacle("rw,hidepid=" + hidepid, "0", 1000, 1001))
        .hasValueSatisfying(
            text -> assertThat(text).contains("hidepid=" + hidepid, "from user 1000", "gid=GROUP"));
  }

  @Test
  void nobodyIsHiddenFromWhoMaySeeAll() {
    assertThat(obstacle("rw", "0", 1001)).isEmpty();
    assertThat(obstacle("rw,hidepid=0", "0", 1001)).isEmpty();
    assertThat(obstacle("rw,hidepid=off", "0", 1001)).isEmpty();
    assertThat(obstacle("rw,hidepid=2", "0", 1000)).as("its own").isEmpty();
    assertThat(obstacle("rw,hidepid=2", "0000000000080000", 1001)).as("ptrace").isEmpty();
    assertThat(obstacle("rw,gid=27,hidepid=2", "0", 1001)).as("its group").isEmpty();
    assertThat(obstacle("rw,gid=28,hidepid=2", "0", 1001)).isPresent();
  }

  @Test
  void theLastMountCounts() {
    String below = mount("rw,hidepid=2");
    assertThat(of(below + mount("rw"), "0", 1001)).isEmpty();
    assertThat(of(mount("rw") + below, "0", 1001)).isPresent();
    assertThat(of("nonsense\n\n" + below, "0", 1001)).isPresent();
  }

  private static Optional<String> obstacle(String options, String capabilities, Integer... uids) {
    return of(mount(options), capabilities, uids);
  }

  private static Optional<String> of(String mounts, String capabilities, Integer... uids) {
    String status =
        "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\nGid:\t1000\t1000\t1000\t1000\n"
            + "Groups:\t4 27 1000 \nCapEff:\t"
            + capabilities
            + "\n";
    return ProcMount.obstacle(
        mounts.getBytes(StandardCharsets.UTF_8),
        status.getBytes(StandardCharsets.UTF_8),
        new TreeSet<>(List.of(uids)));
  }

  private static String mount(String options) {
    return "23 28 0:21 / /proc rw,nosuid shared:12 - proc proc " + options + "\n";
  }
}
