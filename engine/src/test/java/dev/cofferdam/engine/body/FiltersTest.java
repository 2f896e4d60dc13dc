package dev.cofferdam.engine.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"label\":[\"a=b\"]}",
        "{\"label\":[\"a=b\",\"a=b\"]}",
        "{\"label\":{\"a=b\":true}}",
        "{\"label\":{\"a=b\":false}}",
        "{\"label\":{\"a=b\":null}}",
        " {\"label\":[\"a=b\"],\"status\":[]} ",
        "{\"label\":{\"a=b\":true},\"status\":{},\"name\":null}"
      })
  void allSpellingsOfAFilterAreOne(String value) throws BodyException {
    Filters filters = Filters.read(value);
    assertThat(filters).isEqualTo(new Filters(Map.of("label", List.of("a=b"))));
    assertThat(filters.write()).isEqualTo("{\"label\":{\"a=b\":true}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "{}", "{\"label\":[]}", "{\"label\":{}}", "{\"a\":null}"})
  void whatFiltersNothingIsNone(String value) throws BodyException {
    assertThat(Filters.read(value)).isEqualTo(Filters.NONE);
    assertThat(Filters.read(value).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"label\":[\"a\"],\"name\":{\"b\":true}}",
        "{\"name\":{\"b\":true},\"label\":[\"a\"]}",
        "{\"label\":\"a\"}",
        "{\"label\":[1]}",
        "{\"label\":[null]}",
        "{\"label\":{\"a\":1}}",
        "{\"label\":{\"a\":\"true\"}}",
        "{\"label\":[\"a\"],\"label\":[\"b\"]}",
        "{\"label\":{\"a\":true,\"a\":true}}",
        "[]",
        "[\"label=a\"]",
        "label=a",
        "{\"label\":[\"a\"]}x",
        "{\"label\":[\"a\"]",
        "{\"label\":[\"\\ud800\"]}",
        "\ud800"
      })
  void whatReadersMayTakeDifferentlyIsRefused(String value) {
    assertThrows(BodyException.class, () -> Filters.read(value));
  }

  @Test
  void aFurtherLabelNarrows() throws BodyException {
    Filters filters =
        Filters.read("{\"label\":[\"own=me\"],\"status\":[\"exited\",\"dead\"]}")
            .and("label", "dev.cofferdam.owner=a");
    assertThat(filters.values("label")).containsExactly("own=me", "dev.cofferdam.owner=a");
    assertThat(filters.values("status")).containsExactly("exited", "dead");
    assertThat(filters.and("label", "own=me")).isEqualTo(filters);
    assertThat(Filters.NONE.and("label", "x").write()).isEqualTo("{\"label\":{\"x\":true}}");
  }

  @Test
  void aSecondValueThatWouldWidenIsRefused() {
    Filters filters = Filters.NONE.and("type", "container");
    assertThat(filters.and("type", "container")).isEqualTo(filters);
    assertThatThrownBy(() -> filters.and("type", "image"))
        .isInstanceOf(IllegalArgumentException.class);
    Filters two = new Filters(Map.of("type", List.of("container", "image")));
    assertThatThrownBy(() -> two.and("type", "image")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsWrittenReadsBackEqual() throws BodyException {
    Random random = new Random(4);
    String[] texts = {"", "label", "a=b", "\"", "\\", "é\ud83d\ude00", "true", "\u0000"};
    for (int i = 0; i < 500; i++) {
      Map<String, List<String>> map = new LinkedHashMap<>();
      for (int j = random.nextInt(4); j > 0; j--) {
        map.put(
            texts[random.nextInt(texts.length)],
            random.ints(random.nextInt(4), 0, texts.length).mapToObj(k -> texts[k]).toList());
      }
      Filters filters = new Filters(map);
      assertThat(Filters.read(filters.write())).isEqualTo(filters);
    }
  }
}
