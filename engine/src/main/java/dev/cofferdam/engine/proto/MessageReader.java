package dev.cofferdam.engine.proto;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages off the wire. Strict where Go's reader is lenient: there, unknown fields are
 * skipped and the last of several values counts. How deep it goes is bounded by the layouts.
 */
final class MessageReader {
  private static final int VARINT = 0;
  private static final int LENGTH = 2;

  /** More elements of one field than any client sends. */
  private static final int MAX_ELEMENTS = 10_000;

  private final byte[] bytes;
  private final int end;
  private final boolean skipsUnknown;
  private int at;

  MessageReader(byte[] bytes, int from, int end, boolean skipsUnknown) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.skipsUnknown = skipsUnknown;
  }

  Message read(Layout layout) throws ProtoException {
    @Nullable Object[] values = new Object[layout.fields().size()];
    while (at < end) {
      long tag = varint(layout.name());
      long number = tag >>> 3;
      Field<?> field = number <= Integer.MAX_VALUE ? layout.field((int) number) : null;
      if (field == null && skipsUnknown) {
        skip((int) (tag & 7), layout.name());
        continue;
      }
      if (field == null) {
        throw new ProtoException(layout.name() + " has no field " + Long.toUnsignedString(number));
      }
      values[field.index()] =
          value(field, field.type(), (int) (tag & 7), values[field.index()], field.toString());
    }
    return new Message(layout, values);
  }

  private Object value(
      Field<?> field, FieldType<?> type, int wire, @Nullable Object before, String name)
      throws ProtoException {
    return switch (type) {
      case FieldType.Many<?>(FieldType<?> each) -> {
        List<Object> list = before == null ? new ArrayList<>() : elements(before);
        if (list.size() >= MAX_ELEMENTS) {
          throw new ProtoException(name + " has more than " + MAX_ELEMENTS + " elements");
        }
        list.add(single(each, wire, name));
        yield list;
      }
      case FieldType.Keyed<?>(FieldType<?> each) -> {
        Map<String, Object> map = before == null ? new LinkedHashMap<>() : entries(before);
        if (map.size() >= MAX_ELEMENTS) {
          throw new ProtoException(name + " has more than " + MAX_ELEMENTS + " entries");
        }
        entry(map, each, wire, name);
        yield map;
      }
      case FieldType.Text _,
          FieldType.Bool _,
          FieldType.Int _,
          FieldType.Opaque _,
          FieldType.Nested _ -> {
        if (before != null) {
          throw new ProtoException(field + " is given twice");
        }
        yield single(type, wire, name);
      }
    };
  }

  @SuppressWarnings("unchecked") // only lists made above are stored under such a field
  private static List<Object> elements(Object before) {
    return (List<Object>) before;
  }

  @SuppressWarnings("unchecked") // only maps made above are stored under such a field
  private static Map<String, Object> entries(Object before) {
    return (Map<String, Object>) before;
  }

  private Object single(FieldType<?> type, int wire, String name) throws ProtoException {
    return switch (type) {
      case FieldType.Text _ -> text(wire, name);
      case FieldType.Bool _ -> {
        long value = number(wire, name);
        if (value != 0 && value != 1) {
          throw new ProtoException(name + " is neither true nor false");
        }
        yield value == 1;
      }
      case FieldType.Int _ -> number(wire, name);
      case FieldType.Opaque _ -> {
        int length = length(wire, name);
        byte[] copy = java.util.Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        yield copy;
      }
      case FieldType.Nested(Layout layout) -> {
        int length = length(wire, name);
        Message read = new MessageReader(bytes, at, at + length, skipsUnknown).read(layout);
        at += length;
        yield read;
      }
      case FieldType.Many<?> _, FieldType.Keyed<?> _ ->
          throw new IllegalStateException("a repeated field holds single values: " + name);
    };
  }

  /** One entry of a map, which is a message of key 1 and value 2. */
  private void entry(Map<String, Object> into, FieldType<?> type, int wire, String name)
      throws ProtoException {
    int length = length(wire, name);
    MessageReader reader = new MessageReader(bytes, at, at + length, skipsUnknown);
    at += length;
    String key = null;
    Object value = null;
    while (reader.at < reader.end) {
      long tag = reader.varint(name);
      int kind = (int) (tag & 7);
      if (tag >>> 3 == 1 && key == null) {
        key = reader.text(kind, name);
      } else if (tag >>> 3 == 2 && value == null) {
        value = reader.single(type, kind, name);
      } else {
        throw new ProtoException(name + " has an entry that is no key and value");
      }
    }
    if (into.putIfAbsent(key == null ? "" : key, value == null ? zero(type) : value) != null) {
      throw new ProtoException(name + " has one key twice");
    }
  }

  private static Object zero(FieldType<?> type) {
    return switch (type) {
      case FieldType.Text _ -> "";
      case FieldType.Bool _ -> false;
      case FieldType.Int _ -> 0L;
      case FieldType.Opaque _ -> new byte[0];
      case FieldType.Nested(Layout layout) -> layout.empty();
      case FieldType.Many<?> _, FieldType.Keyed<?> _ ->
          throw new IllegalStateException("a map holds single values");
    };
  }

  private void skip(int wire, String name) throws ProtoException {
    switch (wire) {
      case VARINT -> {
        var _ = varint(name);
      }
      case LENGTH -> skipBytes(length(wire, name), name);
      case 1 -> skipBytes(8, name);
      case 5 -> skipBytes(4, name);
      default -> throw new ProtoException(name + " has a field of an unknown type");
    }
  }

  private void skipBytes(int count, String name) throws ProtoException {
    if (count > end - at) {
      throw new ProtoException(name + " is cut short");
    }
    at += count;
  }

  private String text(int wire, String name) throws ProtoException {
    int length = length(wire, name);
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length)).toString();
      at += length;
      return text;
    } catch (CharacterCodingException _) {
      throw new ProtoException(name + " is no UTF-8");
    }
  }

  private long number(int wire, String name) throws ProtoException {
    if (wire != VARINT) {
      throw new ProtoException(name + " is of another type");
    }
    return varint(name);
  }

  private int length(int wire, String name) throws ProtoException {
    if (wire != LENGTH) {
      throw new ProtoException(name + " is of another type");
    }
    long length = varint(name);
    if (length < 0 || length > end - at) {
      throw new ProtoException(name + " is cut short");
    }
    return (int) length;
  }

  private long varint(String name) throws ProtoException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw new ProtoException(name + " is cut short");
      }
      byte next = bytes[at++];
      if (shift == 63 && (next & 0xfe) != 0) {
        break;
      }
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new ProtoException(name + " holds a number of more than 64 bits");
  }
}
