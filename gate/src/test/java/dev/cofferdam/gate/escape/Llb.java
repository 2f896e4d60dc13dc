package dev.cofferdam.gate.escape;

import dev.cofferdam.engine.proto.Field;
import dev.cofferdam.engine.proto.Layout;
import dev.cofferdam.engine.proto.Message;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Build graphs as BuildKit takes them: what a client can ask for without any Dockerfile. */
final class Llb {
  private static final Layout INPUT = Layout.named("Input");
  private static final Field<String> DIGEST = INPUT.text(1, "digest");

  private static final Layout META = Layout.named("Meta");
  private static final Field<List<String>> ARGS = META.texts(1, "args");
  private static final Field<String> CWD = META.text(3, "cwd");

  private static final Layout MOUNT = Layout.named("Mount");
  private static final Field<String> DEST = MOUNT.text(3, "dest");

  private static final Layout EXEC = Layout.named("ExecOp");
  private static final Field<Message> EXEC_META = EXEC.message(1, "meta", META);
  private static final Field<List<Message>> MOUNTS = EXEC.messages(2, "mounts", MOUNT);
  private static final Field<Long> NETWORK = EXEC.integer(3, "network");
  private static final Field<Long> SECURITY = EXEC.integer(4, "security");

  private static final Layout SOURCE = Layout.named("SourceOp");
  private static final Field<String> IDENTIFIER = SOURCE.text(1, "identifier");
  private static final Field<Map<String, String>> ATTRS = SOURCE.textMap(2, "attrs");

  private static final Layout MAKE_FILE = Layout.named("FileActionMkFile");
  private static final Field<String> PATH = MAKE_FILE.text(1, "path");
  private static final Field<Long> MODE = MAKE_FILE.integer(2, "mode");
  private static final Field<byte[]> DATA = MAKE_FILE.opaque(3, "data");

  private static final Layout ACTION = Layout.named("FileAction");
  private static final Field<Long> INPUT_INDEX = ACTION.integer(1, "input");
  private static final Field<Long> SECOND_INDEX = ACTION.integer(2, "secondaryInput");
  private static final Field<Message> ACTION_FILE = ACTION.message(5, "mkfile", MAKE_FILE);

  private static final Layout FILE = Layout.named("FileOp");
  private static final Field<List<Message>> ACTIONS = FILE.messages(2, "actions", ACTION);

  private static final Layout OP = Layout.named("Op");
  private static final Field<List<Message>> INPUTS = OP.messages(1, "inputs", INPUT);
  private static final Field<Message> OP_EXEC = OP.message(2, "exec", EXEC);
  private static final Field<Message> OP_SOURCE = OP.message(3, "source", SOURCE);
  private static final Field<Message> OP_FILE = OP.message(4, "file", FILE);

  private static final Layout DEFINITION = Layout.named("Definition");
  private static final Field<List<byte[]>> DEF = DEFINITION.opaques(1, "def");

  private final List<byte[]> ops = new ArrayList<>();

  private Llb() {}

  /** A source, such as {@code docker-image://…}. */
  static Llb source(String identifier, Map<String, String> attrs) {
    Llb graph = new Llb();
    graph.ops.add(
        OP.empty()
            .with(OP_SOURCE, SOURCE.empty().with(IDENTIFIER, identifier).with(ATTRS, attrs))
            .write());
    return graph;
  }

  static Llb image(String name) {
    return source("docker-image://docker.io/library/" + name + ":latest", Map.of());
  }

  /** A file system of one file. */
  static Llb file(String path, String text) {
    Message make =
        MAKE_FILE
            .empty()
            .with(PATH, path)
            .with(MODE, 0644L)
            .with(DATA, text.getBytes(StandardCharsets.UTF_8));
    Message action =
        ACTION.empty().with(INPUT_INDEX, -1L).with(SECOND_INDEX, -1L).with(ACTION_FILE, make);
    Llb graph = new Llb();
    graph.ops.add(OP.empty().with(OP_FILE, FILE.empty().with(ACTIONS, List.of(action))).write());
    return graph;
  }

  /**
   * Runs a command in what there is so far.
   *
   * @param network 1 for the host's
   * @param security 1 for none
   */
  Llb run(long network, long security, String... args) {
    Message exec =
        EXEC.empty()
            .with(EXEC_META, META.empty().with(ARGS, List.of(args)).with(CWD, "/"))
            .with(MOUNTS, List.of(MOUNT.empty().with(DEST, "/")))
            .with(NETWORK, network)
            .with(SECURITY, security);
    ops.add(OP.empty().with(INPUTS, List.of(last())).with(OP_EXEC, exec).write());
    return this;
  }

  /** {@code pb.Definition}. */
  byte[] definition() {
    List<byte[]> all = new ArrayList<>(ops);
    all.add(OP.empty().with(INPUTS, List.of(last())).write());
    return DEFINITION.empty().with(DEF, all).write();
  }

  private Message last() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(ops.getLast());
      return INPUT.empty().with(DIGEST, "sha256:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
