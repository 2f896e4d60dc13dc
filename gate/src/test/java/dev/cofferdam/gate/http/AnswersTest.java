package dev.cofferdam.gate.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

class AnswersTest {
  private static String error(String message, boolean close, boolean toHead) {
    return Answers.error(ByteBufAllocator.DEFAULT, 403, message, close, toHead)
        .toString(StandardCharsets.UTF_8);
  }

  @Test
  void anyMessageIsJsonThatDockerPrints() {
    String message = "quote \" backslash \\ newline \n return \r null \u0000 ü 🐳 \u2028";
    String answer = error(message, false, false);
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThat(new ObjectMapper().readTree(body).path("message").asString()).isEqualTo(message);
    assertThat(answer)
        .startsWith("HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\n")
        .contains("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n")
        .doesNotContain("Connection");
  }

  @Test
  void aHeadIsAnsweredWithoutABody() {
    assertThat(error("m", true, true))
        .contains("Content-Length: 16\r\n")
        .endsWith("Connection: close\r\n\r\n");
  }
}
