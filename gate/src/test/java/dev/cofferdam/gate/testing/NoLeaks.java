package dev.cofferdam.gate.testing;

import dev.cofferdam.gate.connection.Buffers;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a suite after which a buffer was found that nobody released. */
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {
  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + " " + records));
    LEAKS.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    for (int round = 0; round < 4; round++) {
      System.gc();
      for (int i = 0; i < 100; i++) {
        Buffers.ALLOCATOR.buffer(16).release();
      }
    }
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    if (!LEAKS.isEmpty()) {
      throw new AssertionError(LEAKS.size() + " buffers were lost, the first one: " + LEAKS.peek());
    }
  }
}
