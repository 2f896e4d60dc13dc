package dev.cofferdam.gate.workflow;

import static dev.cofferdam.gate.workflow.Workbench.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Files: {@code docker cp}, volumes, and the project folder that the policy mounts. */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowFilesTest(Workbench bench) {
  @Test
  void filesFoldersAndLinksAreCopiedInAndOut() throws Exception {
    bench.docker("run", "-d", "--name", "wf-cp", BASE, "sleep", "300").ok();
    bench
        .shell(
            "mkdir -p in/sub && echo one >in/one && echo two >in/sub/two && ln -sf one in/link && chmod 751 in/one")
        .ok();
    bench.docker("cp", "in", "wf-cp:/data/").ok();
    bench.docker("cp", "in/one", "wf-cp:/data/renamed").ok();
    assertThat(
            bench
                .docker(
                    "exec",
                    "wf-cp",
                    "sh",
                    "-c",
                    "cd /data; cat in/sub/two renamed in/link; ls -l in/one | cut -c1-10")
                .ok()
                .lines())
        .containsExactly("two", "one", "one", "-rwxr-x--x");
    bench.docker("cp", "wf-cp:/data/in", "out").ok();
    assertThat(
            bench
                .shell(
                    "cat out/sub/two && readlink out/link && diff -r in out && stat -c %a out/one")
                .ok()
                .lines())
        .containsExactly("two", "one", "751");
    bench.docker("cp", "wf-cp:/data/in/link", "followed-not").ok();
    bench.docker("cp", "-L", "wf-cp:/data/in/link", "followed").ok();
    assertThat(bench.shell("cat followed").ok().text()).isEqualTo("one");
    assertThat(
            bench
                .shell(
                    "tar -C in -c sub | \"$DOCKER\" cp - wf-cp:/tmp && \"$DOCKER\" cp wf-cp:/tmp/sub - | tar -xO sub/two")
                .ok()
                .text())
        .isEqualTo("two");
    assertThat(bench.docker("cp", "wf-cp:/no/such", ".").exits(1).errors())
        .containsIgnoringCase("could not find the file");
    assertThat(bench.docker("cp", "in", "wf-nobody:/").exits(1).errors())
        .contains("No such container");
    bench.docker("rm", "-f", "wf-cp").ok();
  }

  @Test
  void fortyMegabytesAreCopiedUnchanged() throws Exception {
    bench.docker("create", "--name", "wf-cpbig", BASE, "true").ok();
    byte[] bytes = new byte[40 << 20];
    new Random(40).nextBytes(bytes);
    Path file = Files.write(bench.project().resolve("cp-big"), bytes);
    bench.docker("cp", "cp-big", "wf-cpbig:/data/").ok();
    bench.docker("cp", "wf-cpbig:/data/cp-big", "cp-back").ok();
    assertThat(bench.project().resolve("cp-back")).hasSameBinaryContentAs(file);
    bench.docker("rm", "wf-cpbig").ok();
  }

  @Test
  void namedVolumesKeepWhatIsWritten() throws Exception {
    assertThat(bench.docker("volume", "create", "--label", "wf.v=1", "wf-vol").ok().text())
        .isEqualTo("wf-vol");
    bench.docker("run", "--rm", "-v", "wf-vol:/v", BASE, "sh", "-c", "echo kept >/v/f").ok();
    assertThat(
            bench
                .docker(
                    "run",
                    "--rm",
                    "-v",
                    "wf-vol:/v:ro",
                    BASE,
                    "sh",
                    "-c",
                    "cat /v/f; touch /v/x || echo ro")
                .ok()
                .lines())
        .containsExactly("kept", "ro");
    assertThat(
            bench
                .docker(
                    "run", "--rm", "--mount", "type=volume,src=wf-vol,dst=/w", BASE, "cat", "/w/f")
                .ok()
                .text())
        .isEqualTo("kept");
    assertThat(
            bench
                .docker(
                    "run",
                    "--rm",
                    "-v",
                    "wf-implicit:/v",
                    BASE,
                    "sh",
                    "-c",
                    "echo ok >/v/f && cat /v/f")
                .ok()
                .text())
        .isEqualTo("ok");
    assertThat(bench.docker("volume", "ls", "-q").ok().lines()).contains("wf-vol", "wf-implicit");
    assertThat(bench.docker("volume", "ls", "-q", "--filter", "label=wf.v=1").ok().lines())
        .containsExactly("wf-vol");
    assertThat(
            bench.docker("volume", "inspect", "-f", "{{.Driver}} {{.Name}}", "wf-vol").ok().text())
        .isEqualTo("local wf-vol");
    bench.docker("volume", "rm", "wf-vol", "wf-implicit").ok();
    assertThat(bench.docker("volume", "inspect", "wf-vol").exits(1).errors())
        .containsIgnoringCase("no such volume");
  }

  @Test
  void anonymousVolumesBelongToTheirContainer() throws Exception {
    List<String> before = bench.docker("volume", "ls", "-q").ok().lines();
    bench.file("av/Dockerfile", "FROM wf-base:1\nVOLUME /cache\n");
    bench.docker("build", "-q", "-t", "wf-av:1", "av").ok();
    bench.docker("run", "--name", "wf-av", "-v", "/x", "wf-av:1", "touch", "/cache/f", "/x/f").ok();
    List<String> during = new ArrayList<>(bench.docker("volume", "ls", "-q").ok().lines());
    during.removeAll(before);
    assertThat(during).hasSize(2);
    assertThat(
            bench
                .docker("run", "--rm", "--volumes-from", "wf-av", BASE, "ls", "/cache", "/x")
                .ok()
                .lines())
        .contains("f");
    bench.docker("rm", "-v", "wf-av").ok();
    assertThat(bench.docker("volume", "ls", "-q").ok().lines()).containsExactlyElementsOf(before);
    bench.docker("run", "--rm", "-v", "/y", BASE, "touch", "/y/f").ok();
    assertThat(bench.docker("volume", "ls", "-q").ok().lines()).containsExactlyElementsOf(before);
    bench.docker("rmi", "wf-av:1").ok();
  }

  @Test
  void temporaryFileSystemsAreMounted() throws Exception {
    assertThat(
            bench
                .docker(
                    "run",
                    "--rm",
                    "--tmpfs",
                    "/t:size=2m",
                    "--mount",
                    "type=tmpfs,dst=/u,tmpfs-size=1048576,tmpfs-mode=1770",
                    BASE,
                    "sh",
                    "-c",
                    "grep -c -E ' /[tu] tmpfs ' /proc/mounts")
                .ok()
                .text())
        .isEqualTo("2");
  }

  @Test
  void theProjectIsBoundReadWriteReadOnlyAndInParts() throws Exception {
    String project = bench.project().toString();
    bench.file("src/main.txt", "code\n");
    assertThat(
            bench
                .docker(
                    "run",
                    "--rm",
                    "-v",
                    project + ":/p",
                    "-w",
                    "/p",
                    BASE,
                    "sh",
                    "-c",
                    "cat src/main.txt; echo made > made")
                .ok()
                .text())
        .isEqualTo("code");
    assertThat(bench.project().resolve("made")).hasContent("made\n");
    assertThat(
            bench
                .docker(
                    "run",
                    "--rm",
                    "-v",
                    project + "/src:/s:ro",
                    BASE,
                    "sh",
                    "-c",
                    "cat /s/main.txt; touch /s/x || echo ro")
                .ok()
                .lines())
        .containsExactly("code", "ro");
    assertThat(
            bench
                .docker(
                    "run",
                    "--rm",
                    "-v",
                    project + "/src/main.txt:/main.txt",
                    BASE,
                    "cat",
                    "/main.txt")
                .ok()
                .text())
        .isEqualTo("code");
    assertThat(
            bench
                .docker(
                    "run",
                    "--rm",
                    "--mount",
                    "type=bind,src=" + project + "/src,dst=/s,readonly",
                    BASE,
                    "cat",
                    "/s/main.txt")
                .ok()
                .text())
        .isEqualTo("code");
    assertThat(
            bench.docker("run", "--rm", "-v", "./src:/s", BASE, "cat", "/s/main.txt").ok().text())
        .isEqualTo("code");
    // -v makes a folder that is not there, --mount does not; just as on the host.
    bench.docker("run", "--rm", "-v", project + "/new/sub:/n", BASE, "touch", "/n/f").ok();
    assertThat(bench.project().resolve("new/sub/f")).exists();
    assertThat(
            bench
                .docker(
                    "run",
                    "--rm",
                    "--mount",
                    "type=bind,src=" + project + "/absent,dst=/n",
                    BASE,
                    "true")
                .exits(125)
                .errors())
        .contains("does not exist");
    assertThat(
            bench.docker("run", "--rm", "-v", project + "/..:/n", BASE, "true").exits(125).errors())
        .contains("(container.bind)");
  }
}
