package dev.cofferdam.gate.transport;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks host names up by the system's resolver, one after the other on a thread of its own: the
 * system's call blocks, for seconds where a name server does not answer, and Netty's own resolver
 * would make it on an event loop. The JVM remembers answers for some seconds. Safe for any thread.
 */
public final class HostNames extends AddressResolverGroup<InetSocketAddress> {
  /** The system's way to look a name up; blocks. */
  interface Lookup {
    InetAddress[] all(String name) throws UnknownHostException;
  }

  private final Lookup lookup;
  private final Executor thread;

  public HostNames() {
    this(InetAddress::getAllByName);
  }

  HostNames(Lookup lookup) {
    this.lookup = lookup;
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("coffer-names").factory());
    one.allowCoreThreadTimeOut(true);
    this.thread = one;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new InetNameResolver(executor) {
      @Override
      protected void doResolve(String name, Promise<InetAddress> promise) {
        thread.execute(() -> {
          try {
            promise.trySuccess(lookup.all(name)[0]);
          } catch (UnknownHostException e) {
            promise.tryFailure(e);
          }
        });
      }

      @Override
      protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
        thread.execute(() -> {
          try {
            promise.trySuccess(List.of(lookup.all(name)));
          } catch (UnknownHostException e) {
            promise.tryFailure(e);
          }
        });
      }
    }.asAddressResolver();
  }
}
