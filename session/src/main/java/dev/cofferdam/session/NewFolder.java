package dev.cofferdam.session;

import java.io.IOException;

/**
 * The folder of a session that is being set up: gone again at the end when there was none before
 * and nobody said {@link #keep}. For one thread.
 */
public final class NewFolder implements AutoCloseable {
  private final SessionFolder folder;
  private boolean remove;

  private NewFolder(SessionFolder folder, boolean fresh) {
    this.folder = folder;
    this.remove = fresh;
  }

  /** Makes what is missing of a session's folder. */
  public static NewFolder create(SessionFolder folder) throws IOException {
    return new NewFolder(folder, folder.create());
  }

  /** There is a session now. */
  public void keep() {
    remove = false;
  }

  @Override
  public void close() throws IOException {
    if (remove) {
      folder.remove();
    }
  }
}
