package dev.cofferdam.cli.prompts;

import dev.cofferdam.watch.archive.ExchangeJson;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ToolUse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How exchanges are written for others. */
enum ExportFormat {
  /** Everything that is known, an object a line; exact. */
  JSONL {
    @Override
    String head() {
      return "";
    }

    @Override
    String text(Exchange exchange) {
      return new String(ExchangeJson.bytes(exchange), StandardCharsets.UTF_8) + "\n";
    }
  },
  /** For spreadsheets: RFC 4180. A text that a spreadsheet would run gets an apostrophe first. */
  CSV {
    @Override
    String head() {
      return "id,started,ended,agent,kind,user,source,session,project,branch,model,prompt,answer,"
          + "tools,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,labels\r\n";
    }

    @Override
    String text(Exchange exchange) {
      return List.of(
                  exchange.id(),
                  exchange.started().toString(),
                  exchange.ended().toString(),
                  exchange.agent().word(),
                  exchange.kind().word(),
                  exchange.user(),
                  exchange.source(),
                  exchange.session(),
                  exchange.project(),
                  exchange.branch(),
                  exchange.model(),
                  exchange.prompt(),
                  exchange.answer(),
                  exchange.tools().stream().map(ToolUse::name).collect(Collectors.joining(" ")),
                  Long.toString(exchange.usage().input()),
                  Long.toString(exchange.usage().output()),
                  Long.toString(exchange.usage().cacheRead()),
                  Long.toString(exchange.usage().cacheWrite() + exchange.usage().cacheWriteLong()),
                  String.join(" ", exchange.labels()))
              .stream()
              .map(ExportFormat::cell)
              .collect(Collectors.joining(","))
          + "\r\n";
    }
  },
  /** For people. */
  MARKDOWN {
    @Override
    String head() {
      return "# Prompts and answers\n\n";
    }

    @Override
    String text(Exchange exchange) {
      StringBuilder text = new StringBuilder();
      text.append("## ")
          .append(exchange.started())
          .append(" · ")
          .append(exchange.agent().title())
          .append(" · ")
          .append(exchange.project())
          .append("\n\n");
      text.append("id `")
          .append(exchange.id())
          .append("` · session `")
          .append(exchange.session())
          .append("` · model `")
          .append(exchange.model())
          .append("`\n\n");
      exchange.prompt().lines().forEach(line -> text.append("> ").append(line).append('\n'));
      text.append('\n').append(exchange.answer()).append("\n\n");
      if (!exchange.tools().isEmpty()) {
        text.append("Tools: ")
            .append(
                exchange.tools().stream()
                    .map(tool -> tool.name() + " (" + tool.outcome().word() + ")")
                    .collect(Collectors.joining(", ")))
            .append("\n\n");
      }
      return text.append("---\n\n").toString();
    }
  };

  static Optional<ExportFormat> of(String word) {
    for (ExportFormat format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** What stands before the first exchange. */
  abstract String head();

  /** One exchange. */
  abstract String text(Exchange exchange);

  private static String cell(String value) {
    String safe =
        !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}
