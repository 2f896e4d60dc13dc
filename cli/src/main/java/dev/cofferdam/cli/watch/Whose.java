package dev.cofferdam.cli.watch;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.watch.container.HelperHost;
import dev.cofferdam.watch.discovery.Accounts;
import dev.cofferdam.watch.host.Host;
import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.host.LocalHost;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;

/** Whose agents are watched, and on which machine. */
record Whose(Host host, SortedSet<Integer> uids, Accounts accounts) implements AutoCloseable {

  static Whose of(WatchSettings settings, EngineClient client) throws IOException {
    return switch (settings.via()) {
      case HOST -> named(settings, new LocalHost());
      case HELPER -> {
        // Names become numbers by the machine's accounts, which a first helper reads.
        Accounts accounts = accounts(new HelperHost(client, settings.helper(), nobody()));
        SortedSet<Integer> uids = uids(settings, accounts);
        HelperHost host = new HelperHost(client, settings.helper(), uids);
        host.sweep();
        yield new Whose(host, uids, accounts);
      }
    };
  }

  private static Whose named(WatchSettings settings, Host host) throws IOException {
    Accounts accounts = accounts(host);
    SortedSet<Integer> uids = uids(settings, accounts);
    return new Whose(host, uids, accounts);
  }

  List<String> names() {
    return uids.stream().map(accounts::name).toList();
  }

  private static SortedSet<Integer> nobody() {
    return Collections.emptySortedSet();
  }

  private static Accounts accounts(Host host) {
    try (HostView view = host.open()) {
      return Accounts.of(view.accounts());
    } catch (IOException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    }
  }

  private static SortedSet<Integer> uids(WatchSettings settings, Accounts accounts) {
    try {
      return settings.users().uids(accounts);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--users: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    host.close();
  }
}
