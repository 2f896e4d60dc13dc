package dev.cofferdam.watch.transcript.claude;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PastedTextTest {
  @Test
  void pastedTextIsAsItWasPasted() {
    assertThat(
            PastedText.unwrapped(
                "\n\n<pasted_content id=\"9f7b\">\nä:\n\n```\nx\n```\nend\n</pasted_content id=\"9f7b\">\n"))
        .isEqualTo("ä:\n\n```\nx\n```\nend");
  }

  @Test
  void whatIsTypedAroundItStays() {
    assertThat(
            PastedText.unwrapped(
                "see \n\n<pasted_content id=\"1\">\na\n</pasted_content id=\"1\">\nand"
                    + "\n\n<pasted_content id=\"2\">\n\n</pasted_content id=\"2\">\n!"))
        .isEqualTo("see aand!");
  }

  @Test
  void aTagThatDoesNotEndOrWasPastedItselfIsText() {
    assertThat(PastedText.unwrapped("<pasted_content id=\"1\">\nx"))
        .isEqualTo("<pasted_content id=\"1\">\nx");
    assertThat(
            PastedText.unwrapped(
                "<pasted_content id=\"1\">\n</pasted_content id=\"2\">\n</pasted_content id=\"1\">"))
        .isEqualTo("</pasted_content id=\"2\">");
    assertThat(PastedText.unwrapped("plain")).isEqualTo("plain");
  }
}
