package dev.cofferdam.session.workspace;

import dev.cofferdam.engine.client.EngineActions;
import dev.cofferdam.session.image.Tar;
import dev.cofferdam.session.plan.SessionPlan.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Gives the agent's user a name and a home in a container that was not started yet: git, ssh, npm
 * and prompts ask for them, and no image can know the caller's id.
 */
final class UserEntry {
  private static final int BLOCK = 512;

  private UserEntry() {}

  static void write(EngineActions engine, String container, User user) throws IOException {
    String passwd = read(engine, container, "/etc/passwd");
    String group = read(engine, container, "/etc/group");
    Tar tar = new Tar().folder(WorkspaceBody.HOME.substring(1), 0700, user.uid(), user.gid());
    if (!hasId(passwd, user.uid())) {
      String line =
          "agent:x:%d:%d:agent:%s:/bin/bash\n"
              .formatted(user.uid(), user.gid(), WorkspaceBody.HOME);
      tar.file("etc/passwd", 0644, (ended(passwd) + line).getBytes(StandardCharsets.UTF_8));
    }
    if (!hasId(group, user.gid())) {
      String line = "agent:x:%d:\n".formatted(user.gid());
      tar.file("etc/group", 0644, (ended(group) + line).getBytes(StandardCharsets.UTF_8));
    }
    engine.writeArchive(container, "/", tar.bytes());
  }

  private static String read(EngineActions engine, String container, String file)
      throws IOException {
    Optional<byte[]> tar = engine.readArchive(container, file);
    if (tar.isEmpty() || tar.get().length < BLOCK || tar.get()[156] != '0') {
      return ""; // an image without users, or with a link there that we do not follow
    }
    byte[] bytes = tar.get();
    String digits = new String(bytes, 124, 11, StandardCharsets.US_ASCII).strip();
    int size = Integer.parseInt(digits, 8);
    return new String(bytes, BLOCK, Math.min(size, bytes.length - BLOCK), StandardCharsets.UTF_8);
  }

  private static boolean hasId(String table, int id) {
    return table
        .lines()
        .map(line -> line.split(":", -1))
        .anyMatch(fields -> fields.length > 2 && fields[2].equals(Integer.toString(id)));
  }

  private static String ended(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }
}
