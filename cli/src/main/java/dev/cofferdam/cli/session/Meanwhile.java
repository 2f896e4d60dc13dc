package dev.cofferdam.cli.session;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that is asked for on a thread of its own while the asker goes on. */
final class Meanwhile<T> {
  private final FutureTask<T> task;

  private Meanwhile(FutureTask<T> task) {
    this.task = task;
  }

  static <T> Meanwhile<T> start(Callable<T> asking) {
    FutureTask<T> task = new FutureTask<>(asking);
    Thread.ofVirtual().name("meanwhile").start(task);
    return new Meanwhile<>(task);
  }

  /**
   * Waits for the answer.
   *
   * @throws IOException what asking failed with, as do unchecked exceptions
   */
  T get() throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failed -> throw failed;
        case InterruptedException ended -> throw ended;
        case RuntimeException unforeseen -> throw unforeseen;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
