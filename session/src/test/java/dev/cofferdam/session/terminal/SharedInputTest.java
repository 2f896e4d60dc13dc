package dev.cofferdam.session.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SharedInputTest {
  @Test
  void anInterruptedReaderLeavesTheNextByteToTheNextReader() throws Exception {
    PipedOutputStream typed = new PipedOutputStream();
    SharedInput input = new SharedInput(new PipedInputStream(typed));
    CompletableFuture<IOException> left = new CompletableFuture<>();
    Thread first =
        Thread.ofPlatform()
            .start(() -> {
              try {
                input.read();
                left.complete(new IOException("it read"));
              } catch (IOException e) {
                left.complete(e);
              }
            });

    first.interrupt();

    assertThat(left.get()).isInstanceOf(InterruptedIOException.class);
    typed.write("yes\n".getBytes(StandardCharsets.UTF_8));
    typed.flush();
    assertThat(input.readNBytes(4)).asString().isEqualTo("yes\n");
  }

  @Test
  void itEndsWithItsSourceAndStaysEnded() throws Exception {
    PipedOutputStream typed = new PipedOutputStream();
    SharedInput input = new SharedInput(new PipedInputStream(typed));
    typed.write('a');
    typed.close();

    assertThat(input.readAllBytes()).asString().isEqualTo("a");
    assertThat(input.read()).isEqualTo(-1);
  }
}
