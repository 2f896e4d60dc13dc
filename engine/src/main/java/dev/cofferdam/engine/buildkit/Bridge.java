package dev.cofferdam.engine.buildkit;

import dev.cofferdam.engine.proto.Field;
import dev.cofferdam.engine.proto.Layout;
import dev.cofferdam.engine.proto.Message;
import java.util.List;
import java.util.Map;

/**
 * Messages of {@code moby.buildkit.v1.frontend.LLBBridge}, by which a client directs the build that
 * it has begun with {@link Solve}.
 */
public final class Bridge {
  private Bridge() {}

  /** {@code SolveRequest}. */
  public static final class SolveCall {
    public static final Layout LAYOUT = Layout.named("LLBBridge.SolveRequest");
    public static final Field<byte[]> DEFINITION = LAYOUT.opaque(1, "Definition");
    public static final Field<String> FRONTEND = LAYOUT.text(2, "Frontend");
    public static final Field<Map<String, String>> FRONTEND_OPT = LAYOUT.textMap(3, "FrontendOpt");
    public static final Field<Boolean> ALLOW_RESULT_RETURN = LAYOUT.bool(5, "allowResultReturn");
    public static final Field<Boolean> ALLOW_RESULT_ARRAY_REF =
        LAYOUT.bool(6, "allowResultArrayRef");
    public static final Field<Boolean> FINAL = LAYOUT.bool(10, "Final");
    public static final Field<byte[]> EXPORTER_ATTR = LAYOUT.opaque(11, "ExporterAttr");
    public static final Field<List<Message>> CACHE_IMPORTS =
        LAYOUT.messages(12, "CacheImports", Solve.CacheOption.LAYOUT);
    public static final Field<Map<String, byte[]>> FRONTEND_INPUTS =
        LAYOUT.opaqueMap(13, "FrontendInputs");
    public static final Field<Boolean> EVALUATE = LAYOUT.bool(14, "Evaluate");
    public static final Field<List<Message>> SOURCE_POLICIES =
        LAYOUT.messages(15, "SourcePolicies", SourcePolicy.LAYOUT);

    private SolveCall() {}
  }

  /** {@code SolveResponse}. */
  public static final class SolveAnswer {
    public static final Layout LAYOUT = Layout.named("LLBBridge.SolveResponse");
    public static final Field<Message> RESULT = LAYOUT.message(3, "result", Result.LAYOUT);

    private SolveAnswer() {}
  }

  /** {@code Result}; the gate itself answers with an empty one. */
  public static final class Result {
    public static final Layout LAYOUT = Layout.named("Result");
    public static final Field<String> REF_DEPRECATED = LAYOUT.text(1, "refDeprecated");
    public static final Field<byte[]> REFS_DEPRECATED = LAYOUT.opaque(2, "refsDeprecated");
    public static final Field<Message> REF = LAYOUT.message(3, "ref", Ref.LAYOUT);
    public static final Field<byte[]> REFS = LAYOUT.opaque(4, "refs");
    public static final Field<Map<String, byte[]>> METADATA = LAYOUT.opaqueMap(10, "metadata");
    public static final Field<Map<String, byte[]>> ATTESTATIONS =
        LAYOUT.opaqueMap(11, "attestations");

    private Result() {}
  }

  /** {@code Ref}: a result by the name that it has inside the build. */
  public static final class Ref {
    public static final Layout LAYOUT = Layout.named("Ref");
    public static final Field<String> ID = LAYOUT.text(1, "id");
    public static final Field<byte[]> DEF = LAYOUT.opaque(2, "def");

    private Ref() {}
  }

  /** {@code ReturnRequest}: the client has directed enough; the build is to be exported. */
  public static final class Return {
    public static final Layout LAYOUT = Layout.named("ReturnRequest");
    public static final Field<Message> RESULT = LAYOUT.message(1, "result", Result.LAYOUT);
    public static final Field<Message> ERROR = LAYOUT.message(2, "error", Status.LAYOUT);

    private Return() {}
  }

  /** {@code google.rpc.Status}. */
  public static final class Status {
    public static final Layout LAYOUT = Layout.named("Status");
    public static final Field<Long> CODE = LAYOUT.integer(1, "code");
    public static final Field<String> MESSAGE = LAYOUT.text(2, "message");
    public static final Field<List<byte[]>> DETAILS = LAYOUT.opaques(3, "details");

    private Status() {}
  }

  /** {@code PongResponse}: what the other side can do. */
  public static final class Pong {
    public static final Layout LAYOUT = Layout.named("PongResponse");
    public static final Field<List<Message>> FRONTEND_CAPS =
        LAYOUT.messages(1, "FrontendAPICaps", Capability.LAYOUT);
    public static final Field<List<Message>> LLB_CAPS =
        LAYOUT.messages(2, "LLBCaps", Capability.LAYOUT);
    public static final Field<List<Message>> WORKERS =
        LAYOUT.messages(3, "Workers", Control.Worker.LAYOUT);

    private Pong() {}
  }

  /** {@code moby.buildkit.v1.apicaps.APICap}. */
  public static final class Capability {
    public static final Layout LAYOUT = Layout.named("APICap");
    public static final Field<String> ID = LAYOUT.text(1, "ID");
    public static final Field<Boolean> ENABLED = LAYOUT.bool(2, "Enabled");

    private Capability() {}
  }
}
