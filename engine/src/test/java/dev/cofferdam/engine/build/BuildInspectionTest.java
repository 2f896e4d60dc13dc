package dev.cofferdam.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.engine.build.BuildInspection.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildInspectionTest {
  private static BuildInspection of(String text) throws ContextException {
    return BuildInspection.of(text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ADD http://h/x /",
        "add HTTPS://h/x /",
        "ADD a b ftp://h/x /",
        "ADD [\"http://h/x\", \"/\"]",
        "ADD [\"ht\\u0074p://h/x\", \"/\"]",
        "ADD [http://h/x, /]",
        "ADD --chown=1:1 --checksum=x http://h/x /",
        "ADD --chown='1 1' http://h/x /",
        "ADD \\\n  # comment\n\n http://h/x /",
        "ADD a\\\n b ht\\\ntp://h/x /",
        "ADD \"ht\"tp://h/x /",
        "ADD h\\ttp://h/x /",
        "ADD 'http://h/x' /",
        "ADD git@h:r.git /",
        "ADD github.com/a/b /",
        "ONBUILD ADD http://h/x /",
        "onbuild onbuild ADD http://h/x /",
        "ADD $X /",
        "ADD ${X:-a} /",
        "ADD h$X /",
        "ARG X=a\nADD $X /",
        "ENV X=http://h\nADD $X /",
        "ENV X http://h/a b\nADD $X /",
        "ENV A=a\nENV A=$U\nADD $A /",
        "ENV A=a $U=b\nADD $A /",
        "ENV A=http:\nENV B=${A}//h\nADD $B/x /",
        "ONBUILD ADD $X /",
        "ADD ${X#a} /",
      })
  void aSourceThatMayBeFetchedIsFound(String lines) throws ContextException {
    assertThat(of("FROM base\n" + lines + "\n").remoteSources()).hasSize(1);
    assertThat(of("\ufeffFROM base\r\n" + lines.replace("\n", "\r\n")).remoteSources()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ADD a b /",
        "ADD . /",
        "ADD target/app-${VERSION}.jar /",
        "ADD a http:/",
        "ADD a http://dest",
        "ADD [\"a\", \"/\"]",
        "ADD repo.git /",
        "COPY http:/x /",
        "RUN echo ADD http://h/x /",
        "RUN echo \\\n # c\n ADD http://h/x /",
        "# ADD http://h/x /",
        "ENV X=a Y='b c'\nADD $X ${Y:-http://h} /",
        "ENV X=\"a\"\nENV Z=${X:+b}\nADD $Z /",
        "LABEL a=\"ADD http://h/x /\"",
      })
  void aSourceThatIsSurelyLocalIsNotSuspected(String lines) throws ContextException {
    assertThat(of("FROM base\n" + lines + "\n").remoteSources()).isEmpty();
  }

  @Test
  void anArgumentIsKnownOnlyWhereNoBaseCanBeatIt() throws ContextException {
    String rest = "ARG X=a\nADD $X /\n";
    assertThat(of("FROM base\n" + rest).remoteSources()).hasSize(1);
    assertThat(of("FROM scratch\n" + rest).remoteSources()).isEmpty();
    assertThat(
            BuildInspection.of(
                    ("FROM scratch\n" + rest).getBytes(StandardCharsets.UTF_8),
                    Map.of("X", "http://h/"))
                .remoteSources())
        .singleElement()
        .satisfies(s -> assertThat(s.certain()).isTrue());
  }

  @Test
  void stagesInheritVariablesUnlessTriggersMayChangeThem() throws ContextException {
    assertThat(of("FROM b AS s\nENV X=a\nFROM S\nADD $X /").remoteSources()).isEmpty();
    assertThat(of("FROM b AS s\nENV X=a\nONBUILD ENV X=http://h\nFROM s\nADD $X /").remoteSources())
        .hasSize(1);
  }

  @Test
  void bothReadingsOfADisputedTextCount() throws ContextException {
    assertThat(of("# check=x\n# escape=`\nFROM b\nRUN a `\nADD http://h/x /").remoteSources())
        .isNotEmpty();
    assertThat(of("# syntax=x\n# escape=`\nFROM b\nRUN a \\\nADD http://h/x /").remoteSources())
        .isNotEmpty();
    assertThat(of("FROM b\nRUN a \\\\\nADD http://h/x /").remoteSources()).isNotEmpty();
  }

  @Test
  void imagesAndStagesAreTold() throws ContextException {
    BuildInspection found =
        BuildInspection.of(
            """
            ARG BASE=one
            ARG TAG
            FROM ${BASE}:${TAG} AS First
            FROM --platform=x first
            FROM scratch
            FROM two@sha256:0 as three
            COPY --from=first a b
            COPY --from=0 a b
            COPY --from=four:4 a b
            COPY --from=$X a b
            FROM $UNKNOWN
            """
                .getBytes(StandardCharsets.UTF_8),
            Map.of("TAG", "9"));
    assertThat(found.baseImages())
        .containsExactlyInAnyOrder(
            new Reference.Known("one:9"),
            new Reference.Known("two@sha256:0"),
            new Reference.Unresolved("$UNKNOWN"));
    assertThat(found.stages()).containsExactlyInAnyOrder("first", "three");
    assertThat(found.copiedImages())
        .containsExactlyInAnyOrder(new Reference.Known("four:4"), new Reference.Unresolved("$X"));
  }

  @Test
  void triggersOfABaseAreInspected() throws ContextException {
    assertThat(BuildInspection.ofTriggers(List.of("RUN x", "ADD http://h /")).remoteSources())
        .hasSize(1);
    assertThat(BuildInspection.ofTriggers(List.of("ADD a /")).remoteSources()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM a\nFETCH x",
        "FROM a b",
        "FROM a\nRUN <<\"RUN \\\"\nRUN \\\nADD http://h/x /",
        "# escape=x\nFROM a",
        "# syntax=a\n# syntax=b\nFROM a",
      })
  void whatDockerWouldNotReadIsRefused(String text) {
    assertThatThrownBy(() -> of(text)).isInstanceOf(ContextException.class);
  }

  @Test
  void instructionsAreSplitAsDockerSplitsThem() throws ContextException {
    Dockerfile file = Dockerfile.parse("# escape=`\n\nfrom  a\n\nRun --mount=x  b `\n  c\\\n");
    assertThat(file)
        .isEqualTo(
            new Dockerfile(
                '`',
                List.of(
                    new Dockerfile.Instruction("FROM", List.of(), "a", 3),
                    new Dockerfile.Instruction("RUN", List.of("--mount=x"), "b   c\\", 5))));
  }

  @Test
  void noTextMakesItFailUnexpectedly() {
    String[] pieces = {
      "FROM a",
      "ADD ",
      "$X",
      "${X",
      "}",
      ":-",
      "\"",
      "'",
      "\\",
      "`",
      "\n",
      "#",
      " ",
      "[",
      "]",
      "http://",
      "ENV X=",
      "ARG ",
      "ONBUILD ",
      "--",
      "=",
      "# escape=`\n",
      "\r",
      "\u00e9",
      "<<E",
    };
    SplittableRandom random = new SplittableRandom(7);
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder("FROM a\n");
      for (int n = random.nextInt(15); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        of(text.toString());
        read++;
      } catch (ContextException e) {
        assertThat(e).hasMessageContaining("Dockerfile");
      }
    }
    assertThat(read).isPositive();
  }
}
