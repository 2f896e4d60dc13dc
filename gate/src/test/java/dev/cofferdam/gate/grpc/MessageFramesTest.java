package dev.cofferdam.gate.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFramesTest {
  @Test
  void messagesComeOutAsTheyWentInHoweverTheyAreCut() throws Exception {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      List<byte[]> sent = new ArrayList<>();
      ByteBuf all = Unpooled.buffer();
      for (int i = random.nextInt(6); i >= 0; i--) {
        byte[] message = new byte[random.nextInt(400)];
        random.nextBytes(message);
        sent.add(message);
        all.writeBytes(MessageFrames.framed(UnpooledByteBufAllocator.DEFAULT, message));
      }
      MessageFrames frames = new MessageFrames(400);
      List<byte[]> got = new ArrayList<>();
      while (all.isReadable()) {
        got.addAll(frames.feed(all.readSlice(1 + random.nextInt(all.readableBytes()))));
      }
      assertThat(got).usingElementComparator(java.util.Arrays::compare).isEqualTo(sent);
      assertThat(frames.isEmpty()).isTrue();
    }
  }

  @Test
  void compressedMessagesAreRefused() {
    MessageFrames frames = new MessageFrames(10);
    assertThatThrownBy(() -> frames.feed(Unpooled.wrappedBuffer(new byte[] {1, 0, 0, 0, 0})))
        .isInstanceOfSatisfying(
            GrpcException.class,
            e -> assertThat(e.status().code()).isEqualTo(GrpcStatus.UNIMPLEMENTED));
  }

  @ParameterizedTest
  @ValueSource(ints = {11, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void messagesThatAreTooLongAreRefusedBeforeTheyArrive(int length) {
    MessageFrames frames = new MessageFrames(10);
    ByteBuf head = Unpooled.buffer().writeByte(0).writeInt(length);
    assertThatThrownBy(() -> frames.feed(head))
        .isInstanceOfSatisfying(
            GrpcException.class,
            e -> assertThat(e.status().code()).isEqualTo(GrpcStatus.RESOURCE_EXHAUSTED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "100%", "zwei\nZeilen", "ä€\u0000", "%41", "trailing %4"})
  void aStatusMessageSurvivesItsHeader(String message) {
    String header = GrpcStatus.of(7, message).encodedMessage();
    assertThat(header).matches("[ -~]*");
    assertThat(GrpcStatus.decodedMessage(header)).isEqualTo(message);
  }
}
