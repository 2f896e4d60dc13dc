package dev.cofferdam.gate.workflow;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Exchanges two paths as fast as the kernel can, on a thread of its own, until it is closed: there
 * is always something at either of them.
 */
@SuppressWarnings("restricted") // a call of the C library
final class Swapper implements AutoCloseable {
  private static final int AT_FDCWD = -100;
  private static final int RENAME_EXCHANGE = 2;
  private static final MethodHandle RENAMEAT2 =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("renameat2"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));

  private final AtomicBoolean over = new AtomicBoolean();
  private final Thread thread;

  private Swapper(Path one, Path other) {
    thread = Thread.ofPlatform().start(() -> swap(one, other));
  }

  static Swapper of(Path one, Path other) {
    return new Swapper(one, other);
  }

  private void swap(Path one, Path other) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment first = arena.allocateFrom(one.toString());
      MemorySegment second = arena.allocateFrom(other.toString());
      while (!over.get()) {
        int done = (int) RENAMEAT2.invokeExact(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE);
        if (done != 0) {
          throw new IllegalStateException("the paths cannot be exchanged");
        }
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    over.set(true);
    thread.join();
  }
}
