package dev.cofferdam.engine.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.body.BodyException.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BodyFuzzTest {
  static List<Shape> shapes() {
    return RandomBodies.shapes();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatIsWrittenReadsBackEqual(Shape shape) throws BodyException {
    RandomBodies bodies = new RandomBodies(new Random(1));
    for (int i = 0; i < 300; i++) {
      Body body = bodies.body(shape);
      byte[] json = BodyWriter.write(body);
      Body back = BodyReader.read(shape, json);
      assertThat(back).isEqualTo(body).hasSameHashCodeAs(body);
      assertThat(BodyWriter.write(back)).isEqualTo(json);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aDamagedBodyIsRefusedOrReadAsSomethingThatWritesTheSame(Shape shape) throws BodyException {
    Random random = new Random(2);
    RandomBodies bodies = new RandomBodies(random);
    for (int i = 0; i < 150; i++) {
      byte[] json = BodyWriter.write(bodies.body(shape));
      for (int j = 0; j < 10; j++) {
        byte[] damaged = damage(random, json);
        Body body;
        try {
          body = BodyReader.read(shape, damaged);
        } catch (BodyException e) {
          assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
          continue;
        }
        assertThat(BodyReader.read(shape, BodyWriter.write(body))).isEqualTo(body);
      }
    }
  }

  @Test
  void damageIsFoundInSeveralWays() {
    Random random = new Random(3);
    RandomBodies bodies = new RandomBodies(random);
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (int i = 0; i < 2000; i++) {
      byte[] json = BodyWriter.write(bodies.body(VolumeCreate.SHAPE));
      try {
        BodyReader.read(VolumeCreate.SHAPE, damage(random, json));
      } catch (BodyException e) {
        kinds.add(e.kind());
      }
    }
    assertThat(kinds).contains(Kind.MALFORMED, Kind.UNKNOWN_MEMBER, Kind.WRONG_TYPE);
  }

  private static byte[] damage(Random random, byte[] json) {
    byte[] damaged = json.clone();
    int at = random.nextInt(damaged.length);
    switch (random.nextInt(5)) {
      case 0 -> damaged[at] = (byte) random.nextInt(256);
      case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> damaged[at] = (byte) "{}[]:,\"\\0e-.tn \n".charAt(random.nextInt(16));
      case 3 -> damaged = Arrays.copyOf(damaged, at);
      default -> {
        int end = at + random.nextInt(damaged.length - at);
        byte[] longer = Arrays.copyOf(damaged, damaged.length + end - at);
        System.arraycopy(damaged, at, longer, end, damaged.length - at);
        damaged = longer;
      }
    }
    return damaged;
  }
}
