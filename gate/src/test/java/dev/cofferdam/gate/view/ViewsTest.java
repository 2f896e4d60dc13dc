package dev.cofferdam.gate.view;

import static dev.cofferdam.gate.view.Scene.AGENT;
import static dev.cofferdam.gate.view.Scene.DEVELOP;
import static dev.cofferdam.gate.view.Scene.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.Verdict.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a view goes from the engine to a client: status, headers, faults, the end of the client. */
@Timeout(20)
class ViewsTest {
  private final Scene scene = new Scene();

  @AfterEach
  void end() throws IOException {
    scene.close();
  }

  private static Verdict.Forward forward(Operation operation, List<String> names, View view) {
    Call call = new Call(operation, ApiVersion.FLOOR, names, Query.empty(), null);
    return new Verdict.Forward(
        call, List.of(), List.of(), Verdict.Preparation.NOTHING, view, Verdict.Sequel.NOTHING);
  }

  private Answer serve(Operation operation, View view, String... names) throws IOException {
    Answer answer = new Answer();
    serve(forward(operation, List.of(names), view), answer);
    return answer;
  }

  private void serve(Verdict.Forward forward, Answer answer) throws IOException {
    new Views(scene.link, scene.ownership).serve(AGENT, DEVELOP, forward, null, answer);
  }

  /** What a client got. */
  private static final class Answer implements ResponseSink {
    int status;
    Map<String, String> headers = Map.of();
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean ended;
    @Nullable Runnable cancel;

    String text() {
      return body.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void begin(int newStatus, Map<String, String> newHeaders) {
      assertThat(status).isZero();
      status = newStatus;
      headers = new TreeMap<>(newHeaders);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      assertThat(status).isPositive();
      body.write(bytes, offset, length);
    }

    @Override
    public void end() {
      ended = true;
    }

    @Override
    public void onCancel(Runnable action) {
      cancel = action;
    }
  }

  @Test
  void aDocumentComesFilteredAndWithItsNewLength() throws Exception {
    scene.objects.put(
        "GET /volumes",
        json(
            "{'Volumes':[{'Name':'a','Labels':{'dev.cofferdam.owner':'agent'}},{'Name':'b'}],"
                + "'Warnings':null}"));
    Answer answer = serve(Operation.VOLUME_LIST, View.FILTER_VOLUMES);
    assertThat(answer.status).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            json(
                "{'Volumes':[{'Name':'a','Labels':{'dev.cofferdam.owner':'agent'}}],"
                    + "'Warnings':null}"));
    assertThat(answer.headers)
        .containsExactly(
            Map.entry("Content-Length", Integer.toString(answer.body.size())),
            Map.entry("Content-Type", "application/json"));
    assertThat(answer.ended).isTrue();
  }

  /** Every view of a document, on the smallest answer that shows that it is at work. */
  @ParameterizedTest
  @EnumSource(
      value = View.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RELAY", "FILTER_EVENTS", "NOTHING_PRUNED", "GRPC", "SESSION"})
  void eachViewIsTheOneThatWasAskedFor(View view) throws Exception {
    String before =
        switch (view) {
          case FILTER_IMAGES -> "[{'Id':'1','Labels':{'dev.cofferdam.image-owner':'other'}}]";
          case FILTER_VOLUMES -> "{'Volumes':[{'Name':'v'}]}";
          case FILTER_NETWORKS -> "[{'Name':'bridge'}]";
          case FILTER_NETWORK_CONTAINERS -> "{'Containers':{'c':{}}}";
          case FILTER_DISK_USAGE -> "{'Containers':[{'Id':'c'}]}";
          case MASK_ENVIRONMENT, SHARED_CONTAINER -> "{'Config':{'Env':['A=secret']}}";
          case OWN_CONTAINER -> "{'Config':{'Labels':{'dev.cofferdam.binds':''}}}";
          case OWN_CONTAINERS -> "[{'Labels':{'dev.cofferdam.binds':''}}]";
          case MASK_INFO -> "{'HttpProxy':'secret'}";
          default -> throw new AssertionError("a view without a test: " + view);
        };
    String after =
        switch (view) {
          case FILTER_IMAGES, FILTER_NETWORKS -> "[]";
          case FILTER_VOLUMES -> "{'Volumes':[]}";
          case FILTER_NETWORK_CONTAINERS -> "{'Containers':{}}";
          case FILTER_DISK_USAGE -> "{'Containers':[]}";
          case MASK_ENVIRONMENT, SHARED_CONTAINER -> "{'Config':{'Env':['A=***']}}";
          case OWN_CONTAINER -> "{'Config':{'Labels':{}}}";
          case OWN_CONTAINERS -> "[{'Labels':{}}]";
          case MASK_INFO -> "{'HttpProxy':''}";
          default -> "";
        };
    scene.objects.put("GET /info", json(before));
    assertThat(serve(Operation.SYSTEM_INFO, view).text()).isEqualTo(json(after));
  }

  @Test
  void anErrorOfTheEngineComesAsItIs() throws Exception {
    Answer answer = serve(Operation.CONTAINER_INSPECT, View.MASK_ENVIRONMENT, "c");
    assertThat(answer.status).isEqualTo(404);
    assertThat(answer.text()).isEqualTo(json("{'message':'no such object'}"));
    assertThat(answer.ended).isTrue();
  }

  @Test
  void onlyHeadersThatAreAboutTheAnswerComeAlong() throws Exception {
    scene.engine.answering(exchange -> {
      exchange
          .wire()
          .write(
              "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nOstype: linux\r\nServer: Docker/20\r\n"
                  + "Docker-Experimental: false\r\nContent-Type: application/json\r\n"
                  + "X-Secret: s\r\nSet-Cookie: s\r\nETag: s\r\nContent-Length: 2\r\n\r\n{}");
      exchange.done();
    });
    assertThat(serve(Operation.SYSTEM_INFO, View.MASK_INFO).headers.keySet())
        .containsExactly(
            "Api-Version",
            "Content-Length",
            "Content-Type",
            "Docker-Experimental",
            "Ostype",
            "Server");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[] []", "{\"Config\":", "not json"})
  void anAnswerThatIsNoJsonShowsNothing(String text) {
    scene.objects.put("GET /images/json", text);
    Answer answer = new Answer();
    assertThatThrownBy(
            () -> serve(forward(Operation.IMAGE_LIST, List.of(), View.FILTER_IMAGES), answer))
        .isInstanceOf(IOException.class);
    assertThat(answer.status).isZero();
  }

  @Test
  void aBrokenOffAnswerShowsNothing() {
    scene.engine.answering(exchange -> {
      exchange.wire().write("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n[{\"Id\":\"1\"}]");
      exchange.close();
    });
    Answer answer = new Answer();
    assertThatThrownBy(
            () -> serve(forward(Operation.IMAGE_LIST, List.of(), View.FILTER_IMAGES), answer))
        .isInstanceOf(IOException.class);
    assertThat(answer.status).isZero();
  }

  @Test
  void eventsBeginBeforeThereIsOne() throws Exception {
    String mine =
        json(
            "{'Type':'container','Action':'die','Actor':{'ID':'c','Attributes':"
                + "{'dev.cofferdam.owner':'agent'}}}\n");
    Answer answer = new Answer();
    scene.engine.answering(exchange -> {
      exchange.wire().write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      await().until(() -> answer.status == 200);
      exchange.wire().write(chunk(mine) + chunk(mine.replace("agent", "other")) + "0\r\n\r\n");
      exchange.done();
    });
    serve(forward(Operation.SYSTEM_EVENTS, List.of(), View.FILTER_EVENTS), answer);
    assertThat(answer.headers).doesNotContainKey("Content-Length");
    assertThat(answer.text()).isEqualTo(mine);
    assertThat(answer.ended).isTrue();
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  @Test
  void theEngineIsLetGoWhenTheClientLeaves() throws Exception {
    Answer answer = new Answer();
    scene.engine.answering(exchange -> {
      exchange.wire().write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      await().until(() -> answer.status == 200);
      Objects.requireNonNull(answer.cancel).run();
      assertThat(exchange.wire().rest()).isEmpty();
      exchange.close();
    });
    assertThatThrownBy(
            () -> serve(forward(Operation.SYSTEM_EVENTS, List.of(), View.FILTER_EVENTS), answer))
        .isInstanceOf(IOException.class);
    assertThat(answer.ended).isFalse();
  }

  @Test
  void theEngineGetsTheCallAsItWasRebuilt() throws Exception {
    scene.objects.put("GET /networks", "[]");
    serve(Operation.NETWORK_LIST, View.FILTER_NETWORKS);
    assertThat(scene.engine.lines()).containsExactly("GET /v1.40/networks");
  }
}
