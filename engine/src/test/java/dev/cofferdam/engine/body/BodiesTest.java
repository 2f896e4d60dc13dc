package dev.cofferdam.engine.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.engine.catalogue.RequestBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {
  @ParameterizedTest
  @EnumSource(Operation.class)
  void exactlyTheOperationsThatTakeJsonHaveAShape(Operation operation) {
    if (operation.body() == RequestBody.JSON) {
      assertThat(Bodies.shapeOf(operation).members()).isNotEmpty();
    } else {
      assertThatThrownBy(() -> Bodies.shapeOf(operation))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(operation.id());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "null\n", "{}"})
  void aCommitWithoutChangesMayHaveNoBody(String json) throws BodyException {
    assertThat(Bodies.read(Operation.IMAGE_COMMIT, bytes(json))).isEqualTo(Config.SHAPE.empty());
  }

  @Test
  void anExecMayStartWithoutABody() throws BodyException {
    assertThat(Bodies.read(Operation.EXEC_START, bytes(""))).isEqualTo(ExecStart.SHAPE.empty());
    assertThrows(BodyException.class, () -> Bodies.read(Operation.EXEC_START, bytes("null")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", " null "})
  void aContainerIsNotMadeOfNothing(String json) {
    assertThrows(BodyException.class, () -> Bodies.read(Operation.CONTAINER_CREATE, bytes(json)));
  }

  @Test
  void pluginsTakeBareLists() throws BodyException {
    String granted = "[{\"Name\":\"network\",\"Description\":\"\",\"Value\":[\"host\"]}]";
    Body privileges = Bodies.read(Operation.PLUGIN_PULL, bytes(granted));
    assertThat(privileges.get(PluginPrivileges.PRIVILEGES, List.of())).hasSize(1);
    assertThat(text(privileges)).isEqualTo(granted);
    assertThat(text(Bodies.read(Operation.PLUGIN_SET, bytes("[\"A=b\"]")))).isEqualTo("[\"A=b\"]");
    assertThat(text(Bodies.read(Operation.PLUGIN_PULL, bytes("null")))).isEqualTo("null");
    assertThrows(
        BodyException.class, () -> Bodies.read(Operation.PLUGIN_SET, bytes("{\"Settings\":[]}")));
  }

  @Test
  void aServicePluginIsReadInBothSpellings() throws BodyException {
    Body upper = BodyReader.read(RuntimeSpec.SHAPE, bytes("{\"Name\":\"a\",\"Disabled\":true}"));
    assertThat(text(upper)).isEqualTo("{\"name\":\"a\",\"disabled\":true}");
  }

  @Test
  void aBuildArgumentWithoutAValueIsNotAnEmptyOne() throws BodyException {
    Map<String, Optional<String>> args =
        QueryValues.read(
            QueryValues.BUILD_ARGS, "buildargs", "{\"A\":null,\"B\":\"\",\"C\":\"c\"}");
    assertThat(args)
        .containsExactly(
            Map.entry("A", Optional.empty()),
            Map.entry("B", Optional.of("")),
            Map.entry("C", Optional.of("c")));
    assertThat(args == null ? "" : QueryValues.write(QueryValues.BUILD_ARGS, args))
        .isEqualTo("{\"A\":null,\"B\":\"\",\"C\":\"c\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null"})
  void aQueryValueThatNobodySetIsAbsent(String value) throws BodyException {
    assertThat(QueryValues.read(QueryValues.ULIMITS, "ulimits", value)).isNull();
    assertThat(QueryValues.platform(value)).isEmpty();
  }

  @Test
  void queryValuesAreReadAsStrictlyAsBodies() throws BodyException {
    assertThat(
            QueryValues.read(
                QueryValues.OUTPUTS,
                "outputs",
                "[{\"Type\":\"local\",\"Attrs\":{\"dest\":\"out\"}}]"))
        .hasSize(1);
    for (String bad : List.of("[{\"type\":\"local\"}]", "[{}]x", "{}", "[null]", "\ud800")) {
      assertThrows(
          BodyException.class, () -> QueryValues.read(QueryValues.OUTPUTS, "outputs", bad));
    }
    assertThrows(
        BodyException.class,
        () -> QueryValues.read(QueryValues.LABELS, "labels", "{\"a\":\"1\",\"a\":\"2\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linux",
        "linux/arm64/v8",
        "windows(10.0.17763)/amd64",
        "{\"architecture\":\"arm64\",\"os\":\"linux\",\"os.version\":\"1\",\"variant\":\"v8\"}"
      })
  void aPlatformIsReadAsItIsWritten(String value) throws BodyException {
    assertThat(QueryValues.platform(value)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linux/",
        "/linux",
        "a/b/c/d",
        "linux\n",
        "li nux",
        "[]",
        "{\"OS\":\"linux\"}",
        "{"
      })
  void whatIsNoPlatformIsRefused(String value) {
    assertThrows(BodyException.class, () -> QueryValues.platform(value));
  }

  private static String text(Body body) {
    return new String(BodyWriter.write(body), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
