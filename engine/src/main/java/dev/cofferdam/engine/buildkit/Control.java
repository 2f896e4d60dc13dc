package dev.cofferdam.engine.buildkit;

import dev.cofferdam.engine.proto.Field;
import dev.cofferdam.engine.proto.Layout;
import dev.cofferdam.engine.proto.Message;
import java.util.List;
import java.util.Map;

/** The smaller messages of {@code moby.buildkit.v1.Control}. */
public final class Control {
  private Control() {}

  /** {@code StatusRequest}: the progress of a build. */
  public static final class Status {
    public static final Layout LAYOUT = Layout.named("StatusRequest");
    public static final Field<String> REF = LAYOUT.text(1, "Ref");

    private Status() {}
  }

  /** {@code SolveResponse}. */
  public static final class SolveAnswer {
    public static final Layout LAYOUT = Layout.named("SolveResponse");
    public static final Field<Map<String, String>> EXPORTER_RESPONSE =
        LAYOUT.textMap(1, "ExporterResponse");

    private SolveAnswer() {}
  }

  /** {@code ListWorkersRequest}. */
  public static final class ListWorkers {
    public static final Layout LAYOUT = Layout.named("ListWorkersRequest");
    public static final Field<List<String>> FILTER = LAYOUT.texts(1, "filter");

    private ListWorkers() {}
  }

  /** {@code ListWorkersResponse}, as far as clients need it. */
  public static final class Workers {
    public static final Layout LAYOUT = Layout.named("ListWorkersResponse");
    public static final Field<List<Message>> RECORD = LAYOUT.messages(1, "record", Worker.LAYOUT);

    private Workers() {}
  }

  /** {@code WorkerRecord}, without its garbage collection and devices. */
  public static final class Worker {
    public static final Layout LAYOUT = Layout.named("WorkerRecord");
    public static final Field<String> ID = LAYOUT.text(1, "ID");
    public static final Field<Map<String, String>> LABELS = LAYOUT.textMap(2, "Labels");
    public static final Field<List<byte[]>> PLATFORMS = LAYOUT.opaques(3, "platforms");
    public static final Field<byte[]> VERSION = LAYOUT.opaque(5, "BuildkitVersion");

    private Worker() {}
  }

  /** A request without fields: {@code InfoRequest}, {@code PingRequest}. */
  public static final Layout NOTHING = Layout.named("an empty request");
}
