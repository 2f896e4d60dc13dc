package dev.cofferdam.session.workspace;

import dev.cofferdam.engine.client.EngineActions;
import dev.cofferdam.session.image.Tar;
import dev.cofferdam.session.plan.SessionPlan.User;
import java.io.IOException;
import java.util.Map;

/** Puts files into the agent's home in a container that was not started yet; none is replaced. */
final class HomeFiles {
  private HomeFiles() {}

  static void write(EngineActions engine, String container, User user, Map<String, byte[]> files)
      throws IOException {
    Tar tar = new Tar();
    boolean any = false;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String path = WorkspaceBody.HOME + "/" + file.getKey();
      if (engine.readArchive(container, path).isEmpty()) {
        int slash = file.getKey().indexOf('/');
        if (slash > 0) {
          // Else the engine makes the folder, and it is root's.
          tar.folder(file.getKey().substring(0, slash), 0700, user.uid(), user.gid());
        }
        tar.file(file.getKey(), 0600, user.uid(), user.gid(), file.getValue());
        any = true;
      }
    }
    if (any) {
      engine.writeArchive(container, WorkspaceBody.HOME, tar.bytes());
    }
  }
}
