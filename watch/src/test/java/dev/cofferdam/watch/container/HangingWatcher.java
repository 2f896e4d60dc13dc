package dev.cofferdam.watch.container;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.watch.host.HostView;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/** A watcher that opens a view, says so, and hangs until it is killed. */
final class HangingWatcher {
  private HangingWatcher() {}

  public static void main(String[] arguments) throws Exception {
    HelperSettings settings = new HelperSettings(arguments[1], Duration.ofMinutes(2));
    EngineClient client = new EngineClient(EngineAddress.parse(arguments[0]));
    HelperHost host = new HelperHost(client, settings, new TreeSet<>(List.of(42_421)));
    try (HostView view = host.open()) {
      System.out.println("open");
      new CountDownLatch(1).await();
      view.bootTime();
    }
  }
}
