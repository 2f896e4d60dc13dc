package dev.cofferdam.watch.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.watch.discovery.*;
import dev.cofferdam.watch.host.*;
import java.time.Duration;
import java.util.*;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class HelperHostTest {
  @Test
  void trial() throws Exception {
    try (EngineClient client = new EngineClient(EngineAddress.parse(System.getenv("COFFER_TEST_ENGINE_NEW")))) {
      for (String image : List.of("helper-busybox", "helper-debian")) {
        SortedSet<Integer> uids = new TreeSet<>(List.of(0, 1001));
        HelperHost host = new HelperHost(client, new HelperSettings(image, Duration.ofSeconds(20)), uids);
        long t = System.nanoTime();
        try (HostView view = host.open()) {
          System.out.println("open " + (System.nanoTime() - t) / 1000000);
          t = System.nanoTime();
          System.out.println(view.processes(uids).size() + " " + view.bootTime() + " " + view.accounts().length);
          System.out.println("3 commands " + (System.nanoTime() - t) / 1000000);
          t = System.nanoTime();
          Discovery d = new Discovery(uids, Accounts.of(view.accounts()));
          d.find(view).forEach(System.out::println);
          System.out.println("find " + (System.nanoTime() - t) / 1000000);
        }
        System.out.println("all " + (System.nanoTime() - t) / 1000000);
      try (HostView view = new LocalHost().open()) {
          new Discovery(uids, Accounts.of(view.accounts())).find(view).forEach(System.out::println);
      }
      }
    }
  }
}
