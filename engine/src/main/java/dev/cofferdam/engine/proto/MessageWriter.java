package dev.cofferdam.engine.proto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes messages: fields in the order of their layout, zero values left out. */
final class MessageWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  byte[] write(Message message) {
    for (Field<?> field : message.layout().fields()) {
      Object value = message.valueAt(field.index());
      if (value != null) {
        field(field.number(), field.type(), value);
      }
    }
    return out.toByteArray();
  }

  private void field(int number, FieldType<?> type, Object value) {
    switch (type) {
      case FieldType.Many<?>(FieldType<?> each) -> {
        for (Object element : (List<?>) value) {
          single(number, each, element, true);
        }
      }
      case FieldType.Keyed<?>(FieldType<?> each) ->
          ((Map<?, ?>) value)
              .forEach((key, entry) -> {
                MessageWriter pair = new MessageWriter();
                pair.single(1, new FieldType.Text(), key, false);
                pair.single(2, each, entry, true);
                block(number, pair.out.toByteArray());
              });
      default -> single(number, type, value, false);
    }
  }

  private void single(int number, FieldType<?> type, Object value, boolean evenZero) {
    switch (type) {
      case FieldType.Text _ ->
          bytes(number, ((String) value).getBytes(StandardCharsets.UTF_8), evenZero);
      case FieldType.Opaque _ -> bytes(number, (byte[]) value, evenZero);
      case FieldType.Nested _ -> block(number, ((Message) value).write());
      case FieldType.Bool _ -> number(number, (Boolean) value ? 1 : 0, evenZero);
      case FieldType.Int _ -> number(number, (Long) value, evenZero);
      case FieldType.Many<?> _, FieldType.Keyed<?> _ ->
          throw new IllegalStateException("a repeated field holds single values");
    }
  }

  private void bytes(int number, byte[] value, boolean evenZero) {
    if (value.length > 0 || evenZero) {
      block(number, value);
    }
  }

  private void number(int number, long value, boolean evenZero) {
    if (value != 0 || evenZero) {
      varint((long) number << 3);
      varint(value);
    }
  }

  private void block(int number, byte[] value) {
    varint(((long) number << 3) | 2);
    varint(value.length);
    out.writeBytes(value);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
