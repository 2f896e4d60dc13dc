package dev.cofferdam.engine.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.catalogue.Operation;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever JSON our reader accepts, Go's decoder reads as the same body; and what our writer makes
 * of it says the same. What Go makes of the corpus was recorded with Go 1.19 by {@code
 * src/test/go/corpus.go}.
 */
class GoJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Case(Operation operation, byte[] body, @Nullable JsonNode read) {
    String text() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
  }

  private static List<Case> corpus() throws Exception {
    Map<String, Operation> operations =
        Map.of(
            "ContainerExec", Operation.CONTAINER_EXEC,
            "VolumeCreate", Operation.VOLUME_CREATE,
            "ContainerUpdate", Operation.CONTAINER_UPDATE);
    Base64.Decoder base64 = Base64.getDecoder();
    List<Case> cases = new ArrayList<>();
    try (InputStream in = GoJsonTest.class.getResourceAsStream("/go-json.tsv")) {
      assertThat(in).isNotNull();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.startsWith("#")) {
          String[] columns = line.split("\t", -1);
          cases.add(
              new Case(
                  Objects.requireNonNull(operations.get(columns[0])),
                  base64.decode(columns[1]),
                  columns[2].equals("error")
                      ? null
                      : significant(JSON.readTree(base64.decode(columns[2])))));
        }
      }
    }
    return cases;
  }

  /** Without members that say what their absence says to the engine; an entry of a map stays. */
  private static JsonNode significant(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        boolean isMap = name.equals("Labels") || name.equals("DriverOpts");
        JsonNode value = isMap ? object.get(name) : significant(object.get(name));

        if (saysNothing(value)) {
          object.remove(name);
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(GoJsonTest::significant);
    }
    return node;
  }

  private static boolean saysNothing(JsonNode value) {
    return value.isNull()
        || (value.isBoolean() && !value.asBoolean())
        || (value.isNumber() && value.asLong() == 0)
        || (value.isString() && value.asString().isEmpty())
        || (value.isContainer() && value.isEmpty());
  }

  @Test
  void whatOursAcceptsGoReadsTheSameWay() throws Exception {
    int accepted = 0;
    int refused = 0;
    for (Case each : corpus()) {
      Body body;
      try {
        body = Bodies.read(each.operation(), each.body());
      } catch (BodyException _) {
        refused++;
        continue;
      }
      accepted++;
      assertThat(each.read()).as("Go refuses: %s", each.text()).isNotNull();
      assertThat(significant(JSON.readTree(BodyWriter.write(body))))
          .as("%s", each.text())
          .isEqualTo(each.read());
    }
    // Worth something only if many are accepted, and many that Go reads leniently are not.
    assertThat(accepted).isGreaterThan(200);
    assertThat(refused).isGreaterThan(700);
  }
}
