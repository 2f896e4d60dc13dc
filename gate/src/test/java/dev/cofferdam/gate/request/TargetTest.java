package dev.cofferdam.gate.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Catalogue;
import dev.cofferdam.engine.catalogue.Method;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.gate.http.HttpException;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "/containers/json,,/containers/json",
    "/v1.41/containers/json,41,/containers/json",
    "/v1.41/containers/%6ason,41,/containers/json",
    "/%63ontainers/json,,/containers/json",
    "/%76%31.41/containers/json,41,/containers/json",
    "/v1.41%2Fcontainers%2Fjson,41,/containers/json",
    "/containers%2Fjson,,/containers/json",
    "/v1.41/images/reg%2Fname:tag/json,41,/images/reg/name:tag/json",
    "/containers/a%252Fb/json,,/containers/a%2Fb/json",
    "/containers/a%3Fb/json,,/containers/a?b/json",
    "/containers/a+b/json,,/containers/a+b/json",
    "/volumes/,,/volumes/",
    "/version,,/version",
    "/volumes,,/volumes"
  })
  void aPathIsDecodedOnce(String target, String minor, String path) throws Exception {
    Target read = Target.parse(target);
    assertThat(read.path()).isEqualTo(path);
    assertThat(read.version())
        .isEqualTo(minor == null ? null : new ApiVersion(Integer.parseInt(minor)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//containers/json",
        "/v1.41//containers/json",
        "/containers//json",
        "/./info",
        "/x/../info",
        "/../v1.41/..",
        "/%2e/info",
        "/x/%2e%2e/info",
        "/containers/a%2F%2Fb/json",
        "/containers%2F..%2Finfo",
        "//evil/v1.41/containers/json",
        "/info/..",
        "/info/.",
        "/info%00",
        "/info%0a",
        "/info%7f",
        "/info%",
        "/info%1",
        "/info%zz",
        "/info%u0041",
        "/%c0%af",
        "/%ff",
        "/info#frag",
        "/info?a#b",
        "/v1/info",
        "/v/../info",
        "/v1.41.0/info",
        "/v01.41/info",
        "/v1.041/info",
        "/v1..41/info",
        "/v1.41./info",
        "/v2/info",
        "/v9.9/info",
        "/v1.99999999999/info",
        "/info?a=1;b=2",
        "/info?a;b",
        "/info?a=%",
        "/info?a=%zz",
        "/info?%ff=1",
        "/info?a=%ff"
      })
  void aTargetThatCanBeReadInTwoWaysIsRefused(String target) {
    assertThatThrownBy(() -> Target.parse(target)).isInstanceOf(HttpException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/containers/json/",
        "/_ping/",
        "/info/",
        "/Containers/json",
        "/info%20",
        "/v1.41/v1.41/info",
        "/V1.41/info",
        "/v1.41a/info",
        "/in%5cfo",
        "/evil"
      })
  void aPathThatDockerDoesNotKnowIsNoOperation(String target) {
    Target read;
    try {
      read = Target.parse(target);
    } catch (HttpException e) {
      assertThat(e.status()).isEqualTo(400);
      return;
    }
    assertThat(Catalogue.find(Method.GET, read.path())).isNull();
  }

  @Test
  void aQueryIsDecodedOnce() throws Exception {
    assertThat(Target.parse("/x?a=1&b=%26+%2B%25&a=2&c&=e&&d=ü".replace("ü", "%C3%BC")).query())
        .isEqualTo(
            Map.of(
                "a",
                List.of("1", "2"),
                "b",
                List.of("& +%"),
                "c",
                List.of(""),
                "",
                List.of("e"),
                "d",
                List.of("ü")));
    assertThat(Target.parse("/x?").query()).isEmpty();
    assertThat(Target.parse("/x?a=b=c?d").query()).isEqualTo(Map.of("a", List.of("b=c?d")));
  }

  @Test
  void aQueryHasAnEnd() {
    assertThatThrownBy(() -> Target.parse("/x?" + "a=1&".repeat(1025)))
        .isInstanceOf(HttpException.class);
    StringBuilder names = new StringBuilder("/x?");
    for (int i = 0; i < 65; i++) {
      names.append('n').append(i).append('&');
    }
    assertThatThrownBy(() -> Target.parse(names.toString())).isInstanceOf(HttpException.class);
  }

  /** What is written is read back as the same call, whatever the names are. */
  @Test
  void whatIsWrittenIsReadAsTheSame() throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(31);
    List<Operation> operations = List.of(Operation.values());
    int seen = 0;
    for (int round = 0; round < 20_000; round++) {
      Operation operation = operations.get(random.nextInt(operations.size()));
      if (operation == Operation.OPTIONS) {
        continue;
      }
      List<String> variables = new ArrayList<>();
      for (int i = 0; i < operation.template().chars().filter(c -> c == '{').count(); i++) {
        variables.add(text(random, true));
      }
      Map<String, List<String>> query = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        query.put(text(random, false), List.of(text(random, false), text(random, false)));
      }
      Call call = new Call(operation, new ApiVersion(41), variables, Query.of(query), null);
      String written = TargetWriter.write(call);
      assertThat(written).matches("/[!-~]*").doesNotContain("#");
      Target read = Target.parse(written);
      assertThat(read.path()).isEqualTo(TargetWriter.path(operation, variables));
      assertThat(read.query()).isEqualTo(query);
      if (read.version() != null) {
        assertThat(read.version()).isEqualTo(new ApiVersion(41));
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(15_000);
  }

  private static String text(RandomGenerator random, boolean inPath) {
    String alphabet = "abz09-_.~:@/ %?#&=+;,'\"<>\\^`{|}äß€🐳";
    int[] points = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(8); i > 0; i--) {
      int point = points[random.nextInt(points.length)];
      if (!inPath || point != '/') {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  @Test
  void noTargetDoesAnythingButReadOrRefuse() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(32);
    String pieces = "/.%2e2f25v1.41?&=+;#ac~09zZ%C3%BC";
    for (int round = 0; round < 100_000; round++) {
      StringBuilder target = new StringBuilder("/");
      for (int i = random.nextInt(30); i > 0; i--) {
        target.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      try {
        Target read = Target.parse(target.toString());
        assertThat(read.path()).startsWith("/").doesNotContain("//").doesNotContain("/../");
      } catch (HttpException e) {
        assertThat(e.status()).isEqualTo(400);
      }
    }
  }
}
