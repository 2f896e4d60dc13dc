package dev.cofferdam.gate.buildkit;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.QueryValues;
import dev.cofferdam.engine.body.Ulimit;
import dev.cofferdam.policy.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of the Dockerfile frontend, as the query of a classic build and back. A closed list:
 * what is not in it is reported.
 */
final class FrontendOptions {
  private static final String ARG = "build-arg:";
  private static final String LABEL = "label:";
  private static final String CONTEXT = "context:";
  private static final Pattern ULIMIT =
      Pattern.compile("([a-z]{1,20})=(-?\\d{1,18}):(-?\\d{1,18})");

  /** Options with the same meaning as a name of the query. */
  private static final Map<String, String> NAMES =
      Map.of(
          "filename", "dockerfile",
          "target", "target",
          "platform", "platform",
          "cgroup-parent", "cgroupparent",
          "shm-size", "shmsize",
          "context", "remote");

  /** Options that go up as they came, and the form that they must have. */
  private static final Map<String, Pattern> PLAIN =
      Map.of(
          "no-cache", Pattern.compile("[A-Za-z0-9_., -]{0,1000}"),
          "image-resolve-mode", Pattern.compile("default|pull|local|preferlocal"),
          "multi-platform", Pattern.compile("true|false|0|1|"),
          "hostname", Pattern.compile("[A-Za-z0-9.-]{0,253}"),
          // The names under which the client's session serves its two folders.
          "contextkey", Pattern.compile("[A-Za-z0-9:_.-]{1,128}"),
          "dockerfilekey", Pattern.compile("[A-Za-z0-9:_.-]{1,128}"),
          "attest:provenance", Pattern.compile("[A-Za-z0-9=,.-]{0,200}"));

  /**
   * What the client itself uploads through its session, such as a context on its standard input.
   * BuildKit knows the host and asks the network for nothing.
   */
  private static final Pattern UPLOAD =
      Pattern.compile("http://buildkit-session/[A-Za-z0-9]{1,64}");

  /** Options that say what the build is about, to nobody but a record of it. */
  private static final List<String> DROPPED =
      List.of("vcs:", "frontend.caps", "build-arg:BUILDKIT_SYNTAX", "local-sessionid:");

  final Map<String, List<String>> query = new LinkedHashMap<>();
  final Map<String, String> contexts = new TreeMap<>();
  final Map<String, String> plain = new TreeMap<>();
  final List<String> unknown = new ArrayList<>();
  final List<String> dropped = new ArrayList<>();

  /** Reads options; cache imports are the caller's to read. */
  FrontendOptions(Map<String, String> options) {
    Map<String, Optional<String>> args = new TreeMap<>();
    Map<String, String> labels = new TreeMap<>();
    options.forEach((name, value) -> {
      String same = NAMES.get(name);
      Pattern form = PLAIN.get(name);
      if (DROPPED.stream().anyMatch(name::startsWith)) {
        dropped.add(name);
      } else if (name.equals("context") && UPLOAD.matcher(value).matches()) {
        plain.put(name, value);
      } else if (same != null) {
        query.put(same, List.of(value));
      } else if (form != null) {
        if (form.matcher(value).matches()) {
          plain.put(name, value);
        } else {
          report(name);
        }
      } else if (name.startsWith(ARG)) {
        args.put(name.substring(ARG.length()), Optional.of(value));
      } else if (name.startsWith(LABEL)) {
        labels.put(name.substring(LABEL.length()), value);
      } else if (name.startsWith(CONTEXT)) {
        contexts.put(name.substring(CONTEXT.length()), value);
      } else {
        other(name, value);
      }
    });
    if (!args.isEmpty()) {
      query.put("buildargs", List.of(QueryValues.write(QueryValues.BUILD_ARGS, args)));
    }
    if (!labels.isEmpty()) {
      query.put("labels", List.of(QueryValues.write(QueryValues.LABELS, labels)));
    }
  }

  /** The context that the client uploads through its session, if that is what it is. */
  Optional<String> upload() {
    return Optional.ofNullable(plain.get("context"));
  }

  private void report(String name) {
    unknown.add(shown(name));
  }

  /** A name that the client is told; it may be anything. */
  static String shown(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9:/._-]", "?");
    return plain.length() > 60 ? plain.substring(0, 60) + "…" : plain;
  }

  private void other(String name, String value) {
    switch (name) {
      case "add-hosts" -> query.put("extrahosts", List.of(value.split(",", -1)));
      case "force-network-mode" ->
          query.put("networkmode", List.of(value.equals("sandbox") ? "default" : value));
      case "ulimit" -> ulimits(value);
      case "attest:sbom" -> {
        if (!value.equals("disabled=true")) {
          report(name);
        }
      }
      case "cache-from", "cache-imports" -> {}
      default -> report(name);
    }
  }

  private void ulimits(String value) {
    List<Body> read = new ArrayList<>();
    for (String each : value.split(",", -1)) {
      Matcher ulimit = ULIMIT.matcher(each);
      if (!ulimit.matches()) {
        report("ulimit");
        return;
      }
      read.add(
          Ulimit.SHAPE
              .empty()
              .with(Ulimit.NAME, ulimit.group(1))
              .with(Ulimit.SOFT, Long.valueOf(ulimit.group(2)))
              .with(Ulimit.HARD, Long.valueOf(ulimit.group(3))));
    }
    query.put("ulimits", List.of(QueryValues.write(QueryValues.ULIMITS, read)));
  }

  /** The options of a decided call. */
  Map<String, String> write(Query decided) throws dev.cofferdam.engine.body.BodyException {
    Map<String, String> options = new TreeMap<>(plain);
    NAMES.forEach((option, name) -> {
      String value = decided.first(name, "");
      if (!value.isEmpty()) {
        options.put(option, value);
      }
    });
    contexts.forEach((name, source) -> options.put(CONTEXT + name, source));
    if (!decided.all("extrahosts").isEmpty()) {
      options.put("add-hosts", String.join(",", decided.all("extrahosts")));
    }
    String mode = decided.first("networkmode", "");
    if (!mode.isEmpty() && !mode.equals("default")) {
      options.put("force-network-mode", mode);
    }
    Map<String, Optional<String>> args =
        QueryValues.read(QueryValues.BUILD_ARGS, "buildargs", decided.first("buildargs", ""));
    if (args != null) {
      args.forEach((name, value) -> options.put(ARG + name, value.orElse("")));
    }
    Map<String, String> labels =
        QueryValues.read(QueryValues.LABELS, "labels", decided.first("labels", ""));
    if (labels != null) {
      labels.forEach((name, value) -> options.put(LABEL + name, value));
    }
    List<Body> ulimits =
        QueryValues.read(QueryValues.ULIMITS, "ulimits", decided.first("ulimits", ""));
    if (ulimits != null) {
      options.put("ulimit", String.join(",", ulimits.stream().map(FrontendOptions::text).toList()));
    }
    return options;
  }

  private static String text(Body ulimit) {
    return ulimit.get(Ulimit.NAME, "")
        + "="
        + ulimit.get(Ulimit.SOFT, 0L)
        + ":"
        + ulimit.get(Ulimit.HARD, 0L);
  }
}
