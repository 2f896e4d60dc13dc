package dev.cofferdam.gate.request;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Query;
import java.util.List;
import java.util.Map;

/** Writes the one request target that a call has. */
public final class TargetWriter {
  private TargetWriter() {}

  /** The target of a call, with its version prefix. */
  public static String write(Call call) {
    StringBuilder out = new StringBuilder(96);
    if (isVersioned(call.operation())) {
      appendVersion(out, call.version());
    }
    appendPath(out, call.operation().template(), call.variables());
    appendQuery(out, call.query());
    return out.toString();
  }

  /** The decoded path alone, as the journal shows it. */
  public static String path(Operation operation, List<String> variables) {
    if (variables.isEmpty()) {
      return operation.template();
    }
    String path = operation.template();
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (String variable : variables) {
      int open = path.indexOf('{', from);
      out.append(path, from, open).append(variable);
      from = path.indexOf('}', open) + 1;
    }
    return out.append(path, from, path.length()).toString();
  }

  /** The debug routes have no versioned form on engines before 28. */
  private static boolean isVersioned(Operation operation) {
    return switch (operation.family()) {
      case DEBUG, METRICS -> false;
      default -> true;
    };
  }

  private static void appendVersion(StringBuilder out, ApiVersion version) {
    out.append("/v1.").append(version.minor());
  }

  private static void appendPath(StringBuilder out, String template, List<String> variables) {
    int from = 0;
    for (String variable : variables) {
      int open = template.indexOf('{', from);
      out.append(template, from, open);
      PercentCoding.encode(out, variable, "/:@");
      from = template.indexOf('}', open) + 1;
    }
    out.append(template, from, template.length());
  }

  private static void appendQuery(StringBuilder out, Query query) {
    char separator = '?';
    for (Map.Entry<String, List<String>> entry : query.values().entrySet()) {
      for (String value : entry.getValue()) {
        out.append(separator);
        PercentCoding.encode(out, entry.getKey(), "");
        out.append('=');
        PercentCoding.encode(out, value, "");
        separator = '&';
      }
    }
  }
}
