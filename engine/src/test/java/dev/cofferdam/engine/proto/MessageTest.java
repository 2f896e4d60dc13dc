package dev.cofferdam.engine.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {
  private static final Layout INNER = Layout.named("Inner");
  private static final Field<String> WORD = INNER.text(1, "word");

  private static final Layout OUTER = Layout.named("Outer");
  private static final Field<String> NAME = OUTER.text(1, "name");
  private static final Field<Long> COUNT = OUTER.integer(2, "count");
  private static final Field<Boolean> FLAG = OUTER.bool(3, "flag");
  private static final Field<List<String>> LIST = OUTER.texts(4, "list");
  private static final Field<Map<String, String>> MAP = OUTER.textMap(5, "map");
  private static final Field<Message> ONE = OUTER.message(6, "one", INNER);
  private static final Field<List<Message>> MANY = OUTER.messages(7, "many", INNER);
  private static final Field<byte[]> BYTES = OUTER.opaque(8, "bytes");
  private static final Field<Map<String, byte[]>> BLOBS = OUTER.opaqueMap(300, "blobs");

  @Test
  void whatIsWrittenIsRead() throws Exception {
    Message inner = INNER.empty().with(WORD, "w");
    Message read =
        Message.read(
            OUTER,
            OUTER
                .empty()
                .with(NAME, "näme")
                .with(COUNT, -7L)
                .with(FLAG, true)
                .with(LIST, List.of("a", "", "b"))
                .with(MAP, Map.of("k", "v", "", "empty"))
                .with(ONE, inner)
                .with(MANY, List.of(inner, INNER.empty()))
                .with(BYTES, new byte[] {0, -1})
                .with(BLOBS, Map.of("b", new byte[] {5}))
                .write());
    assertThat(read.get(NAME, "")).isEqualTo("näme");
    assertThat(read.get(COUNT, 0L)).isEqualTo(-7);
    assertThat(read.get(FLAG, false)).isTrue();
    assertThat(read.get(LIST, List.of())).containsExactly("a", "", "b");
    assertThat(read.get(MAP, Map.of())).isEqualTo(Map.of("k", "v", "", "empty"));
    assertThat(read.get(ONE, INNER.empty()).get(WORD, "")).isEqualTo("w");
    assertThat(read.get(MANY, List.of())).hasSize(2);
    assertThat(read.get(BYTES, new byte[0])).containsExactly(0, -1);
    assertThat(read.get(BLOBS, Map.of()).get("b")).containsExactly(5);
  }

  @Test
  void zeroValuesAreNotWritten() {
    assertThat(OUTER.empty().with(NAME, "").with(COUNT, 0L).with(FLAG, false).write()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4a00, Outer has no field 9",
    "00, Outer has no field 0",
    "0a0161 0a0162, Outer.name is given twice",
    "0800, Outer.name is of another type",
    "1200, Outer.count is of another type",
    "0a05 6162, Outer.name is cut short",
    "0a, Outer.name is cut short",
    "0affffffffffffffffff01, Outer.name is cut short",
    "1080, Outer.count is cut short",
    "10ffffffffffffffffff02, Outer.count holds a number of more than 64 bits",
    "10ffffffffffffffffffff01, Outer.count holds a number of more than 64 bits",
    "1802, Outer.flag is neither true nor false",
    "0a02c328, Outer.name is no UTF-8",
    "2a03 0a0161 2a03 0a0161, Outer.map has one key twice",
    "2a02 1800, Outer.map has an entry that is no key and value",
    "2a06 0a0161 0a0162, Outer.map has an entry that is no key and value",
    "3202 1200, Inner has no field 2",
    "0b, Outer.name is of another type",
    "320a 0a01, Outer.one is cut short"
  })
  void whatCouldBeReadInAnotherWayIsRefused(String hex, String message) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThatThrownBy(() -> Message.read(OUTER, bytes))
        .isInstanceOf(ProtoException.class)
        .hasMessage(message);
  }

  @Test
  void anEngineMaySayMoreThanIsKnown() throws Exception {
    byte[] bytes = HexFormat.of().parseHex("0a0161" + "4a0162" + "5001" + "590000000000000000");
    assertThat(Message.readKnown(OUTER, bytes).get(NAME, "")).isEqualTo("a");
  }

  @Test
  void randomBytesAreReadOrRefusedAndWhatIsReadIsWrittenTheSameEachTime() throws Exception {
    Random random = new Random(20);
    int read = 0;
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = new byte[random.nextInt(24)];
      for (int i = 0; i < bytes.length; i++) {
        // Mostly tags, lengths and letters, else nothing would ever be a message.
        bytes[i] =
            (byte)
                switch (random.nextInt(4)) {
                  case 0 -> (1 + random.nextInt(9)) << 3 | (random.nextBoolean() ? 2 : 0);
                  case 1 -> random.nextInt(6);
                  case 2 -> 'a' + random.nextInt(3);
                  default -> random.nextInt(256);
                };
      }
      try {
        byte[] once = Message.read(OUTER, bytes).write();
        assertThat(Message.read(OUTER, once).write()).isEqualTo(once);
        read++;
      } catch (ProtoException e) {
        assertThat(e).hasMessageMatching("(Outer|Inner)[ .].*");
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }
}
