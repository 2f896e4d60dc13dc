package dev.cofferdam.engine.body;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a {@link Body} as canonical JSON: members in the order of the shape, absent ones left out,
 * no white space. What is written reads back equal. Safe for any thread.
 */
public final class BodyWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private BodyWriter() {}

  /** The canonical JSON of a body, UTF-8. */
  public static byte[] write(Body body) {
    return write(new Type.Nested(body.shape()), body);
  }

  /** The canonical JSON of a value of this type, UTF-8. */
  public static <T> byte[] write(Type<T> type, T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      value(json, type, value);
    }
    return bytes.toByteArray();
  }

  private static void value(JsonGenerator json, Type<?> type, Object value) {
    switch (type) {
      case Type.Bool _ -> json.writeBoolean((Boolean) value);
      case Type.Int _ -> json.writeNumber((Long) value);
      case Type.Text _ -> json.writeString((String) value);
      case Type.Real _ -> json.writeNumber((Double) value);
      case Type.Many<?> many -> list(json, many.element(), (List<?>) value);
      case Type.Pair<?> pair -> list(json, pair.element(), (List<?>) value);
      case Type.Nullable<?> nullable -> {
        Object inner = ((Optional<?>) value).orElse(null);
        if (inner == null) {
          json.writeNull();
        } else {
          value(json, nullable.element(), inner);
        }
      }
      case Type.Keyed<?> keyed -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          json.writeName((String) entry.getKey());
          value(json, keyed.value(), entry.getValue());
        }
        json.writeEndObject();
      }
      case Type.Nested _ -> object(json, (Body) value);
      case Type.Empty _ -> {
        json.writeStartObject();
        json.writeEndObject();
      }
    }
  }

  private static void list(JsonGenerator json, Type<?> element, List<?> values) {
    json.writeStartArray();
    for (Object value : values) {
      value(json, element, value);
    }
    json.writeEndArray();
  }

  private static void object(JsonGenerator json, Body body) {
    if (body.shape().isBare()) {
      Member<?> only = body.shape().members().getFirst();
      Object value = body.valueAt(only.index());
      if (value == null) {
        json.writeNull();
      } else {
        value(json, only.type(), value);
      }
      return;
    }
    json.writeStartObject();
    for (Member<?> member : body.shape().members()) {
      Object value = body.valueAt(member.index());
      if (value != null) {
        json.writeName(member.name());
        value(json, member.type(), value);
      }
    }
    json.writeEndObject();
  }
}
