package dev.cofferdam.engine.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAuthTest {
  // Its base64 holds both characters in which the two alphabets differ.
  private static final String JSON = "{\"username\":\"a\",\"password\":\"~~~???\u00ff\u00fe>>\"}";

  @Test
  void bothAlphabetsWithAndWithoutPaddingAreOne() throws BodyException {
    byte[] json = JSON.getBytes(StandardCharsets.UTF_8);
    String standard = Base64.getEncoder().encodeToString(json);
    String url = Base64.getUrlEncoder().encodeToString(json);
    assertThat(standard).contains("/").isNotEqualTo(url);
    for (String header :
        new String[] {
          standard,
          url,
          " " + url + " ",
          Base64.getUrlEncoder().withoutPadding().encodeToString(json)
        }) {
      Body auth = RegistryAuth.read(header);
      assertThat(auth.get(AuthConfig.PASSWORD)).isEqualTo("~~~???\u00ff\u00fe>>");
      assertThat(RegistryAuth.write(auth)).isEqualTo(url);
    }
  }

  @Test
  void capitalisedNamesAreWrittenInLowerCase() throws BodyException {
    Body auth =
        RegistryAuth.read(
            encode("{\"ServerAddress\":\"r\",\"Username\":\"u\",\"Password\":\"p\"}"));
    assertThat(RegistryAuth.write(auth))
        .isEqualTo(encode("{\"username\":\"u\",\"password\":\"p\",\"serveraddress\":\"r\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "e30=", "e30", "bnVsbA=="})
  void whatHoldsNothingHasNoMember(String header) throws BodyException {
    assertThat(RegistryAuth.read(header)).isEqualTo(AuthConfig.SHAPE.empty());
    assertThat(RegistryAuth.write(RegistryAuth.read(header))).isEqualTo("e30=");
    assertThat(RegistryAuth.readConfig(header)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\":\"s3cret\",\"Username\":\"b\"}",
        "{\"USERNAME\":\"s3cret\"}",
        "{\"u\u017fername\":\"s3cret\"}",
        "{\"username\":\"s3cret\"}{}",
        "{\"username\":[\"s3cret\"]}",
        "[\"s3cret\"]"
      })
  void whatReadersMayTakeDifferentlyIsRefusedWithoutRepeatingIt(String json) {
    BodyException e = assertThrows(BodyException.class, () -> RegistryAuth.read(encode(json)));
    assertThat(e.getMessage()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"e30==", "e3", "{}", "e30=e30=", "e 30=", "e30\n=", "é", "====", "e"})
  void whatIsNotBase64OfJsonIsRefused(String header) {
    assertThrows(BodyException.class, () -> RegistryAuth.read(header));
  }

  @Test
  void eachRegistryHasItsCredentials() throws BodyException {
    Map<String, Body> config =
        RegistryAuth.readConfig(encode("{\"b\":{\"auth\":\"x\"},\"a\":{\"username\":\"u\"}}"));
    assertThat(config).containsOnlyKeys("b", "a");
    assertThat(RegistryAuth.writeConfig(config))
        .isEqualTo(encode("{\"b\":{\"auth\":\"x\"},\"a\":{\"username\":\"u\"}}"));
    assertThrows(BodyException.class, () -> RegistryAuth.readConfig(encode("{\"a\":{},\"a\":{}}")));
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
