package dev.cofferdam.engine.body;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.engine.catalogue.RequestBody;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Random bodies of every shape, from a seed. */
final class RandomBodies {
  private static final String[] TEXTS = {
    "",
    "a",
    "/",
    "host",
    "container:a",
    "ſK",
    "İı",
    "\u0000",
    "\"\\/\b\f\n\r\t",
    "\u2028\u2029",
    "\ud83d\ude00",
    "\ufeff",
    "\uffff",
    "</script>",
    "null",
    "true",
    "0",
    "{}",
    "[]",
    "é",
    "x".repeat(300)
  };

  private final RandomGenerator random;

  RandomBodies(RandomGenerator random) {
    this.random = random;
  }

  /** The shapes of all operations that take JSON. */
  static List<Shape> shapes() {
    return Arrays.stream(Operation.values())
        .filter(operation -> operation.body() == RequestBody.JSON)
        .map(Bodies::shapeOf)
        .distinct()
        .toList();
  }

  Body body(Shape shape) {
    int probability = 1 + random.nextInt(4);
    @Nullable Object[] values = new Object[shape.size()];
    for (Member<?> member : shape.members()) {
      if (random.nextInt(4) < probability) {
        values[member.index()] = value(member.type());
      }
    }
    return new Body(shape, values);
  }

  private Object value(Type<?> type) {
    return switch (type) {
      case Type.Bool _ -> random.nextBoolean();
      case Type.Int range -> integer(range);
      case Type.Text _ -> text();
      case Type.Real _ -> random.nextBoolean() ? (double) random.nextInt(3) : random.nextDouble();
      case Type.Many<?> many -> list(many.element(), random.nextInt(4));
      case Type.Pair<?> pair -> list(pair.element(), 2);
      case Type.Nullable<?> inner ->
          random.nextBoolean() ? Optional.empty() : Optional.of(value(inner.element()));
      case Type.Keyed<?> keyed -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.put(text(), value(keyed.value()));
        }
        yield map;
      }
      case Type.Nested nested -> body(nested.shape());
      case Type.Empty _ -> Type.Empty.Value.EMPTY;
    };
  }

  private List<Object> list(Type<?> element, int size) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(value(element));
    }
    return list;
  }

  private Long integer(Type.Int range) {
    return switch (random.nextInt(4)) {
      case 0 -> range.min();
      case 1 -> range.max();
      case 2 -> 0L;
      default -> Math.clamp(random.nextLong(), range.min(), range.max());
    };
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }
}
