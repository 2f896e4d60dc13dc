package dev.cofferdam.engine.buildkit;

import dev.cofferdam.engine.proto.Field;
import dev.cofferdam.engine.proto.Layout;
import dev.cofferdam.engine.proto.Message;
import java.util.List;
import java.util.Map;

/** {@code moby.buildkit.v1.SolveRequest}: one build. */
public final class Solve {
  public static final Layout LAYOUT = Layout.named("SolveRequest");

  /** The caller's name for this build. */
  public static final Field<String> REF = LAYOUT.text(1, "Ref");

  /** A {@code pb.Definition}: a build graph made by the caller. */
  public static final Field<byte[]> DEFINITION = LAYOUT.opaque(2, "Definition");

  /** The one exporter, before there could be several; {@link #EXPORTERS} beats it. */
  public static final Field<String> EXPORTER = LAYOUT.text(3, "ExporterDeprecated");

  public static final Field<Map<String, String>> EXPORTER_ATTRS =
      LAYOUT.textMap(4, "ExporterAttrsDeprecated");

  /** The session from which context, secrets and credentials come. */
  public static final Field<String> SESSION = LAYOUT.text(5, "Session");

  public static final Field<String> FRONTEND = LAYOUT.text(6, "Frontend");
  public static final Field<Map<String, String>> FRONTEND_ATTRS =
      LAYOUT.textMap(7, "FrontendAttrs");
  public static final Field<Message> CACHE = LAYOUT.message(8, "Cache", CacheOptions.LAYOUT);
  public static final Field<List<String>> ENTITLEMENTS = LAYOUT.texts(9, "Entitlements");

  /** Named contexts that are build graphs made by the caller. */
  public static final Field<Map<String, byte[]>> FRONTEND_INPUTS =
      LAYOUT.opaqueMap(10, "FrontendInputs");

  /** Whether the build stays out of the build history. */
  public static final Field<Boolean> INTERNAL = LAYOUT.bool(11, "Internal");

  public static final Field<Message> SOURCE_POLICY =
      LAYOUT.message(12, "SourcePolicy", SourcePolicy.LAYOUT);
  public static final Field<List<Message>> EXPORTERS =
      LAYOUT.messages(13, "Exporters", Exporter.LAYOUT);

  /** Whether exporters are asked of the session while the build runs. */
  public static final Field<Boolean> ENABLE_SESSION_EXPORTER =
      LAYOUT.bool(14, "EnableSessionExporter");

  /** The session that is asked about each source. */
  public static final Field<String> SOURCE_POLICY_SESSION = LAYOUT.text(15, "SourcePolicySession");

  private Solve() {}

  /** {@code Exporter}: what becomes of the result. */
  public static final class Exporter {
    public static final Layout LAYOUT = Layout.named("Exporter");
    public static final Field<String> TYPE = LAYOUT.text(1, "Type");
    public static final Field<Map<String, String>> ATTRS = LAYOUT.textMap(2, "Attrs");

    private Exporter() {}
  }

  /** {@code CacheOptions}. */
  public static final class CacheOptions {
    public static final Layout LAYOUT = Layout.named("CacheOptions");
    public static final Field<String> EXPORT_REF = LAYOUT.text(1, "ExportRefDeprecated");
    public static final Field<List<String>> IMPORT_REFS = LAYOUT.texts(2, "ImportRefsDeprecated");
    public static final Field<Map<String, String>> EXPORT_ATTRS =
        LAYOUT.textMap(3, "ExportAttrsDeprecated");
    public static final Field<List<Message>> EXPORTS =
        LAYOUT.messages(4, "Exports", CacheOption.LAYOUT);
    public static final Field<List<Message>> IMPORTS =
        LAYOUT.messages(5, "Imports", CacheOption.LAYOUT);

    private CacheOptions() {}
  }

  /** {@code CacheOptionsEntry}. */
  public static final class CacheOption {
    public static final Layout LAYOUT = Layout.named("CacheOptionsEntry");
    public static final Field<String> TYPE = LAYOUT.text(1, "Type");
    public static final Field<Map<String, String>> ATTRS = LAYOUT.textMap(2, "Attrs");

    private CacheOption() {}
  }
}
