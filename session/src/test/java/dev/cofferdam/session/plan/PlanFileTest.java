package dev.cofferdam.session.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cofferdam.session.plan.SessionPlan.Mount;
import dev.cofferdam.session.plan.SessionPlan.Services;
import dev.cofferdam.session.plan.SessionPlan.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenReadsBackAndIsForThisUserAlone() throws Exception {
    SessionPlan plan =
        new SessionPlan(
            "api-1",
            "unix:///e.sock",
            "/p",
            "claude",
            new User(1, 2),
            "develop",
            List.of(new Mount("/workspace", "/p", true)),
            new Services(true, true, List.of("dev"), List.of("db")));
    Path file = folder.resolve("plan.json");

    PlanFile.write(file, plan);

    assertThat(PlanFile.read(file)).isEqualTo(plan);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aMissingAndADamagedPlanSayWhatToDo() throws Exception {
    Path file = folder.resolve("plan.json");
    assertThatIOException().isThrownBy(() -> PlanFile.read(file)).withMessageContaining("no such");
    Files.writeString(file, "{");
    assertThatIOException()
        .isThrownBy(() -> PlanFile.read(file))
        .withMessageContaining("run coffer run in the project again");
  }
}
