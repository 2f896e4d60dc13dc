package dev.cofferdam.engine.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cofferdam.engine.body.BodyException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Go's JSON reader lets pass must be refused here, or come out in one canonical form. */
class BodyReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"hostconfig\":{}} | HostConfig",
        "{\"HOSTCONFIG\":{\"PRIVILEGED\":true}} | HostConfig",
        "{\"HostConfig\":{\"privileged\":true}} | Privileged",
        "{\"ho\\u017ftConfig\":{}} | HostConfig",
        "{\"hoſtConfig\":{}} | HostConfig",
        "{\"HostConfig\":{\"Networ\\u212aMode\":\"host\"}} | NetworkMode",
        "{\"HostConfig\":{\"NetworKMode\":\"host\"}} | NetworkMode",
        "{\"HostConfig\":{\"Bind\\u017f\":[\"/:/h\"]}} | Binds",
        "{\"HostConfig\":{\"Mounts\":[{\"type\":\"bind\"}]}} | Type",
      })
  void aNameThatGoFoldsIsRefusedWithTheRightSpelling(String json, String spelling) {
    BodyException e = refused(json);
    assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_MEMBER);
    assertThat(e).hasMessageContaining("must be spelled " + spelling);
  }

  @Test
  void anEscapedNameIsTheNameItSpells() throws BodyException {
    Body body = create("{\"Host\\u0043onfig\":{\"Privileged\":true}}");
    assertThat(json(body)).isEqualTo("{\"HostConfig\":{\"Privileged\":true}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Priv\u0131leged\":1}",
        "{\"HOSTCONF\u0130G\":{}}",
        "{\"\uff30rivileged\":true}",
        "{\"Pro\ufb01le\":true}",
        "{\"Image\\u0000\":\"a\"}",
        "{\"Host_Config\":{}}",
        "{\"Host-Config\":{}}",
        "{\" Image\":\"a\"}",
        "{\"\":1}",
        "{\"Config\":{}}",
        "{\"InnerHostConfig\":{}}",
        "{\"HostConfig\":{\"Resources\":{}}}",
        "{\"Nonsense\":[{\"a\":[]}]}",
        "{\"Privileged\":true}",
        "{\"Binds\":[\"/:/h\"],\"PidMode\":\"host\"}",
        "{\"HostConfig\":null,\"Memory\":1}",
        "{\"Cpuset\":\"0\"}"
      })
  void aMemberOfNoTableIsRefused(String json) {
    assertThat(refused(json).kind()).isEqualTo(Kind.UNKNOWN_MEMBER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"HostConfig\":{\"Privileged\":true},\"HostConfig\":{\"PidMode\":\"host\"}}",
        "{\"HostConfig\":{},\"HostConfig\":null}",
        "{\"HostConfig\":null,\"HostConfig\":{}}",
        "{\"HostConfig\":{\"Binds\":[],\"Binds\":null}}",
        "{\"HostConfig\":{\"Privileged\":true,\"Privileged\":null}}",
        "{\"HostConfig\":{\"Mounts\":[],\"Mounts\":[{\"Target\":\"/y\"}]}}",
        "{\"HostConfig\":{\"LogConfig\":{\"Type\":\"a\"},\"LogConfig\":{}}}",
        "{\"Labels\":{\"a\":\"1\",\"a\":\"2\"}}",
        "{\"Labels\":{\"a\":\"1\",\"\\u0061\":\"2\"}}",
        "{\"Labels\":{\"a\":null,\"a\":null}}",
        "{\"Labels\":{},\"Labels\":{\"a\":\"1\"}}",
        "{\"HostConfig\":{\"PortBindings\":{\"80/tcp\":[],\"80/tcp\":[]}}}",
        "{\"Volumes\":{\"/a\":{},\"/a\":{}}}"
      })
  void aMemberOrKeyGivenTwiceIsRefused(String json) {
    assertThat(refused(json).kind()).isEqualTo(Kind.DUPLICATE_MEMBER);
  }

  @Test
  void keysOfMapsKeepTheirCase() throws BodyException {
    assertThat(create("{\"Labels\":{\"a\":\"1\",\"A\":\"2\"}}").get(ContainerCreate.LABELS))
        .containsExactly(Map.entry("a", "1"), Map.entry("A", "2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"HostConfig\":{\"Privileged\":1}}",
        "{\"HostConfig\":{\"Privileged\":\"true\"}}",
        "{\"HostConfig\":{\"Privileged\":[]}}",
        "{\"HostConfig\":{\"Memory\":1.5}}",
        "{\"HostConfig\":{\"Memory\":1e7}}",
        "{\"HostConfig\":{\"Memory\":10000000.0}}",
        "{\"HostConfig\":{\"Memory\":\"10000000\"}}",
        "{\"HostConfig\":{\"Memory\":9223372036854775808}}",
        "{\"HostConfig\":{\"Memory\":-9223372036854775809}}",
        "{\"HostConfig\":{\"BlkioWeight\":65536}}",
        "{\"HostConfig\":{\"BlkioWeight\":-1}}",
        "{\"HostConfig\":{\"IOMaximumIOps\":-1}}",
        "{\"HostConfig\":{\"Mounts\":[{\"TmpfsOptions\":{\"Mode\":4294967296}}]}}",
        "{\"HostConfig\":{\"ConsoleSize\":[1]}}",
        "{\"HostConfig\":{\"ConsoleSize\":[1,2,3]}}",
        "{\"HostConfig\":{\"ConsoleSize\":[1,-2]}}",
        "{\"HostConfig\":[]}",
        "{\"HostConfig\":\"\"}",
        "{\"Env\":[null]}",
        "{\"Env\":\"A=b\"}",
        "{\"Cmd\":[1]}",
        "{\"Cmd\":[\"a\",null]}",
        "{\"Cmd\":{}}",
        "{\"Labels\":{\"a\":1}}",
        "{\"Labels\":[]}",
        "{\"Volumes\":{\"/a\":{\"b\":1}}}",
        "{\"Volumes\":{\"/a\":[]}}",
        "{\"HostConfig\":{\"Mounts\":[null]}}",
        "{\"HostConfig\":{\"Mounts\":{}}}",
        "[]",
        "\"x\"",
        "null",
        "true",
        "1"
      })
  void aValueOfAnotherTypeOrOutOfRangeIsRefused(String json) {
    assertThat(refused(json).kind()).isEqualTo(Kind.WRONG_TYPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"Image\"",
        "{\"Image\":",
        "{\"Image\":\"a\"",
        "{\"Env\":[",
        "{\"Labels\":{",
        "{\"Labels\":{\"a\"",
        "{\"Image\":\"a\",}",
        "{,}",
        "{\"Env\":[\"a\",]}",
        "{'Image':'a'}",
        "{Image:\"a\"}",
        "{\"Image\":\"a\"}}",
        "{\"Image\":\"a\"}]",
        "{\"Image\":\"a\"}x",
        "{} {}",
        "{}null",
        "{}\u0000",
        "{\"HostConfig\":{\"Memory\":NaN}}",
        "{\"HostConfig\":{\"Memory\":0x10}}",
        "{\"HostConfig\":{\"Memory\":+1}}",
        "{\"HostConfig\":{\"Memory\":01}}",
        "{\"HostConfig\":{\"Memory\":-}}",
        "{\"HostConfig\":{\"Memory\":1.}}",
        "{\"HostConfig\":{\"Memory\":.1}}",
        "{\"HostConfig\":{\"Memory\":Infinity}}",
        "{\"HostConfig\":{\"Privileged\":True}}",
        "{\"Image\":\"a\"/* */}",
        "{\"Image\":\"a\"}//",
        "#\n{}",
        "{\"Image\":\"a\nb\"}",
        "{\"Image\":\"a\tb\"}",
        "{\"Image\":\"\\x41\"}",
        "{\"Image\":\"\\u00g0\"}",
        "{\"Image\":\"\\'\"}",
        "{\"Image\":\"\\ud800\"}",
        "{\"Image\":\"\\udc00\\ud800\"}",
        "{\"Image\":\"\\ud800x\"}",
        "{\"Labels\":{\"\\ud800\":\"a\"}}",
        "\u00a0{}",
        "\ufeff{}",
        "\u000b{}",
        "{\"Image\"=\"a\"}",
        "{\"Image\":\"a\";}"
      })
  void whatIsNotExactlyOneDocumentIsRefused(String json) {
    assertThat(refused(json).kind()).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[][] bad = {
      {(byte) 0xff},
      {(byte) 0xc0, (byte) 0xaf},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      {(byte) 0xe2, (byte) 0x82}
    };
    for (byte[] sequence : bad) {
      assertRefused(around("{\"Image\":\"", sequence, "\"}"));
      assertRefused(around("{\"Image", sequence, "\":\"a\"}"));
      assertRefused(around("{\"Labels\":{\"a", sequence, "\":\"a\"}}"));
    }
    assertRefused("{\"Image\":\"a\"}".getBytes(StandardCharsets.UTF_16));
    assertRefused("{\"Image\":\"a\"}".getBytes(StandardCharsets.UTF_16LE));
    assertRefused(around("", new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, "{}"));
  }

  @Test
  void whatGoReadsInSeveralSpellingsComesOutInOne() throws BodyException {
    assertCanonical("{\"Cmd\":\"echo hi\"}", "{\"Cmd\":[\"echo hi\"]}");
    assertCanonical("{\"Entrypoint\":\"\"}", "{\"Entrypoint\":[\"\"]}");
    assertCanonical(
        "{\"HostConfig\":{\"CapDrop\":\"ALL\"}}", "{\"HostConfig\":{\"CapDrop\":[\"ALL\"]}}");
    assertCanonical("{\"HostConfig\":{\"Memory\":-0}}", "{\"HostConfig\":{\"Memory\":0}}");
    assertCanonical("{\"Labels\":{\"a\":null}}", "{\"Labels\":{\"a\":\"\"}}");
    assertCanonical("{\"Volumes\":{\"/a\":null}}", "{\"Volumes\":{\"/a\":{}}}");
    assertCanonical(
        "{\"HostConfig\":{\"PortBindings\":{\"80/tcp\":null}}}",
        "{\"HostConfig\":{\"PortBindings\":{\"80/tcp\":[]}}}");
    assertCanonical("{\"HostConfig\":null,\"Env\":null,\"Image\":null}", "{}");
    assertCanonical("{\"Image\":\"\\u0061\\/\"}", "{\"Image\":\"a/\"}");
    assertCanonical("{\"Image\":\"\\ud83d\\ude00\"}", "{\"Image\":\"\ud83d\ude00\"}");
    assertCanonical(" \r\n\t{ \"Image\" : \"a\" } \n", "{\"Image\":\"a\"}");
    assertCanonical("{\"Image\":\"a\",\"Hostname\":\"h\"}", "{\"Hostname\":\"h\",\"Image\":\"a\"}");
    assertCanonical(
        "{\"HostConfig\":{\"Memory\":9223372036854775807,\"CpuShares\":-9223372036854775808}}",
        "{\"HostConfig\":{\"CpuShares\":-9223372036854775808,\"Memory\":9223372036854775807}}");
  }

  @Test
  void anEmptyListIsNotAnAbsentOne() throws BodyException {
    Body host = BodyReader.read(HostConfig.SHAPE, bytes("{\"MaskedPaths\":[]}"));
    assertThat(host.get(HostConfig.MASKED_PATHS)).isEmpty();
    assertThat(host.isZero(HostConfig.MASKED_PATHS)).isFalse();
    assertThat(host.isZero(HostConfig.READONLY_PATHS)).isTrue();
    assertThat(json(host)).isEqualTo("{\"MaskedPaths\":[]}");
  }

  @Test
  void zeroSaysAsMuchAsAbsentUnlessTheEngineTellsThemApart() throws BodyException {
    Body host =
        BodyReader.read(
            HostConfig.SHAPE,
            bytes(
                "{\"Binds\":[],\"Privileged\":false,\"PidMode\":\"\",\"PidsLimit\":0,\"Sysctls\":{},"
                    + "\"LogConfig\":{\"Type\":\"\",\"Config\":{}},\"Devices\":[{}],\"Memory\":1}"));
    assertThat(HostConfig.SHAPE.members().stream().filter(m -> !host.isZero(m)).map(Member::name))
        .containsExactly("Memory", "Devices");
    Body update = BodyReader.read(ContainerUpdate.SHAPE, bytes("{\"PidsLimit\":0,\"Memory\":0}"));
    assertThat(update.isZero(ContainerUpdate.PIDS_LIMIT)).isFalse();
    assertThat(update.isZero(ContainerUpdate.MEMORY)).isTrue();
  }

  @Test
  void deepAndLongDocumentsAreRefusedWithoutHarm() {
    assertThat(refused("[".repeat(100_000)).kind()).isEqualTo(Kind.WRONG_TYPE);
    assertThat(refused("{\"a\":".repeat(100_000)).kind()).isEqualTo(Kind.UNKNOWN_MEMBER);
    assertThat(refused("{\"Env\":[" + "[".repeat(100_000)).kind()).isEqualTo(Kind.WRONG_TYPE);
    String env = "{\"Env\":[" + "\"\",".repeat(20_000);
    assertThat(refused(env + "\"\"]}").kind()).isEqualTo(Kind.TOO_BIG);
    assertThat(refused("{\"HostConfig\":{\"Memory\":" + "1".repeat(100_000) + "}}").kind())
        .isEqualTo(Kind.TOO_BIG);
    assertThat(refused("{\"" + "a".repeat(100_000) + "\":1}").kind()).isEqualTo(Kind.TOO_BIG);
    assertThat(refused("{\"Image\":\"" + " ".repeat(16 << 20) + "\"}").kind())
        .isEqualTo(Kind.TOO_BIG);
    StringBuilder labels = new StringBuilder("{\"Labels\":{\"x\":\"\"");
    for (int i = 0; i < 20_000; i++) {
      labels.append(",\"").append(i).append("\":\"\"");
    }
    assertThat(refused(labels + "}}").kind()).isEqualTo(Kind.TOO_BIG);
  }

  @Test
  void aLongValueIsReadWhole() throws BodyException {
    String value = "a".repeat(1 << 20);
    assertThat(create("{\"Env\":[\"" + value + "\"]}").get(ContainerCreate.ENV))
        .isEqualTo(List.of(value));
  }

  @Test
  void aMessageSaysWhereAndNeverWhat() {
    assertThat(refused("{\"HostConfig\":{\"Mounts\":[{},{\"ReadOnly\":\"s3cret\"}]}}"))
        .hasMessage(
            "ContainerCreate.HostConfig.Mounts[1].ReadOnly must be true or false, but it is a"
                + " string");
    assertThat(refused("{\"Env\":[\"s3cret\" x]}").getMessage()).doesNotContain("s3cret");
    assertThat(refused("{\"a\\r\\n\\u001b[0m" + "b".repeat(200) + "\":1}").getMessage())
        .doesNotContain("\n", "\r", "\u001b")
        .hasSizeLessThan(200);
  }

  @Test
  void theWholeRangeOfAnUnsignedNumberThatFitsIsRead() throws BodyException {
    Body device =
        BodyReader.read(
            ThrottleDevice.SHAPE, bytes("{\"Path\":\"/d\",\"Rate\":9223372036854775807}"));
    assertThat(device.get(ThrottleDevice.RATE)).isEqualTo(Long.MAX_VALUE);
    assertThrows(
        BodyException.class,
        () -> BodyReader.read(ThrottleDevice.SHAPE, bytes("{\"Rate\":18446744073709551615}")));
  }

  @Test
  void aFractionIsReadWhereGoHasOne() throws BodyException {
    Body config = BodyReader.read(UpdateConfig.SHAPE, bytes("{\"MaxFailureRatio\":0.25}"));
    assertThat(config.get(UpdateConfig.MAX_FAILURE_RATIO)).isEqualTo(0.25);
    for (String number : List.of("1e39", "-1e39", "1e999", "\"0.1\"", "NaN")) {
      assertThrows(
          BodyException.class,
          () -> BodyReader.read(UpdateConfig.SHAPE, bytes("{\"MaxFailureRatio\":" + number + "}")));
    }
  }

  @Test
  void aMemberOfAnotherShapeIsNoMember() {
    Body body = ContainerCreate.SHAPE.empty();
    assertThatThrownBy(() -> body.get(Config.IMAGE)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> body.with(Config.IMAGE, "a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aChangedCopyLeavesTheBodyAsItWas() throws BodyException {
    Body body = create("{\"Image\":\"a\"}");
    Body changed = body.with(ContainerCreate.USER, "1000").without(ContainerCreate.IMAGE);
    assertThat(json(body)).isEqualTo("{\"Image\":\"a\"}");
    assertThat(json(changed)).isEqualTo("{\"User\":\"1000\"}");
    assertThat(changed).isNotEqualTo(body);
    assertThat(body.toString()).isEqualTo("ContainerCreate{…}");
  }

  private static void assertCanonical(String read, String written) throws BodyException {
    assertThat(json(create(read))).isEqualTo(written);
  }

  private static void assertRefused(byte[] json) {
    BodyException e =
        assertThrows(BodyException.class, () -> BodyReader.read(ContainerCreate.SHAPE, json));
    assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
  }

  private static BodyException refused(String json) {
    return assertThrows(BodyException.class, () -> create(json), json);
  }

  private static Body create(String json) throws BodyException {
    return BodyReader.read(ContainerCreate.SHAPE, bytes(json));
  }

  private static String json(Body body) {
    return new String(BodyWriter.write(body), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] around(String before, byte[] middle, String after) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(before));
    out.writeBytes(middle);
    out.writeBytes(bytes(after));
    return out.toByteArray();
  }
}
