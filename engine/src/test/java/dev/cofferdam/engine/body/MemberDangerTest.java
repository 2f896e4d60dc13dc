package dev.cofferdam.engine.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.cofferdam.engine.catalogue.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The members against the table of dangers, {@code members.tsv}. */
class MemberDangerTest {
  private static final Map<String, List<Shape>> SHAPES =
      Map.ofEntries(
          Map.entry("HostConfig", List.of(HostConfig.SHAPE)),
          Map.entry("HostConfig(legacy)", List.of(HostConfig.SHAPE)),
          Map.entry("Mount", List.of(Mount.SHAPE)),
          Map.entry("Config", List.of(Config.SHAPE, ContainerCreate.SHAPE)),
          Map.entry("NetworkingConfig", List.of(NetworkingConfig.SHAPE)),
          Map.entry("EndpointSettings", List.of(EndpointSettings.SHAPE)),
          Map.entry("ExecCreate", List.of(ExecCreate.SHAPE)),
          Map.entry("ExecStart", List.of(ExecStart.SHAPE)),
          Map.entry("ContainerUpdate", List.of(ContainerUpdate.SHAPE)),
          Map.entry("VolumeCreate", List.of(VolumeCreate.SHAPE)),
          Map.entry("NetworkCreate", List.of(NetworkCreate.SHAPE)),
          Map.entry("NetworkConnect", List.of(NetworkConnect.SHAPE)),
          Map.entry("NetworkDisconnect", List.of(NetworkDisconnect.SHAPE)),
          Map.entry("Service", List.of(ServiceSpec.SHAPE)));

  /** Query values and headers, which are no members of a body. */
  private static final Set<String> NO_BODY =
      Set.of("BuildQuery", "ImageCreateQuery", "CommitQuery", "Plugin");

  /**
   * Members that are classed higher than in the table. Engines decode those of an update without
   * applying them, but newer ones began to apply some; a health check runs in a service as
   * anywhere.
   */
  private static final Set<String> STRICTER =
      Set.of(
          "ContainerUpdate.Devices",
          "ContainerUpdate.DeviceCgroupRules",
          "ContainerUpdate.CgroupParent",
          "ContainerUpdate.Ulimits",
          "ContainerUpdate.OomKillDisable",
          "ContainerUpdate.MemorySwappiness",
          "ContainerUpdate.DeviceRequests",
          "ContainerSpec.Healthcheck");

  private static final Pattern GROUP = Pattern.compile("(.*)\\{(.*)}");

  record Row(String field, String type, String danger) {}

  static List<Row> rows() throws IOException {
    try (InputStream in = MemberDangerTest.class.getResourceAsStream("/members.tsv")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t"))
          .map(cells -> new Row(cells[0], cells[1], cells[2]))
          .toList();
    }
  }

  static Stream<Row> bodyRows() throws IOException {
    return rows().stream()
        .filter(row -> !NO_BODY.contains(prefix(row)))
        .filter(row -> !row.field().contains("(header)"))
        .filter(row -> !row.field().contains("top level"));
  }

  @Test
  void theTableHasAllRows() throws IOException {
    assertThat(rows()).hasSize(256);
    assertThat(rows().stream().map(MemberDangerTest::prefix).filter(p -> !NO_BODY.contains(p)))
        .allMatch(SHAPES::containsKey);
    assertThat(bodyRows()).hasSizeGreaterThan(190);
  }

  @ParameterizedTest
  @MethodSource("bodyRows")
  void everyMemberOfTheTableHasItsDanger(Row row) {
    Danger expected =
        switch (row.danger()) {
          case "none" -> Danger.FREE;
          case "limit" -> Danger.LIMITED;
          case "high" -> Danger.DANGEROUS;
          default -> throw new IllegalStateException(row.toString());
        };
    for (Shape root : Objects.requireNonNull(SHAPES.get(prefix(row)))) {
      for (String path : paths(row)) {
        for (Member<?> member : members(root, path)) {
          if (STRICTER.contains(member.toString())) {
            assertThat(member.danger()).as("%s", member).isGreaterThan(expected);
          } else {
            assertThat(member.danger()).as("%s", member).isEqualTo(expected);
          }
          Shape nested = nested(member.type());
          if (nested != null) {
            for (String inner : innerNames(row)) {
              assertThat(nested.member(inner)).as("%s.%s", nested, inner).isNotNull();
            }
          }
        }
      }
    }
  }

  @Test
  void theBodiesOfPluginsAndCommitsHaveAShape() {
    assertThat(Bodies.shapeOf(Operation.IMAGE_COMMIT)).isSameAs(Config.SHAPE);
    assertThat(PluginPrivileges.PRIVILEGES.danger()).isEqualTo(Danger.DANGEROUS);
    assertThat(PluginSettings.SETTINGS.danger()).isEqualTo(Danger.DANGEROUS);
  }

  @Test
  void aCreateHasNoMemberOfHostConfigAtItsTopLevel() {
    assertThat(ContainerCreate.SHAPE.member("Cpuset")).isNull();
    for (Member<?> member : HostConfig.SHAPE.members()) {
      assertThat(ContainerCreate.SHAPE.member(member.name())).as("%s", member).isNull();
    }
  }

  @Test
  void aCreateHasAllMembersOfConfig() {
    for (Member<?> member : Config.SHAPE.members()) {
      Member<?> same = ContainerCreate.SHAPE.member(member.name());
      assertNotNull(same, member.toString());
      assertThat(same.type()).isEqualTo(member.type());
      assertThat(same.danger()).isEqualTo(member.danger());
    }
  }

  @Test
  void anUpdateHasTheMembersOfHostConfigInTheSameTypes() {
    for (Member<?> member : ContainerUpdate.SHAPE.members()) {
      Member<?> same = HostConfig.SHAPE.member(member.name());
      assertNotNull(same, member.toString());
      assertThat(same.type()).isEqualTo(member.type());
      assertThat(same.danger()).isEqualTo(member.danger());
    }
  }

  @Test
  void anObjectIsAsDangerousAsItsMostDangerousMember() {
    Set<String> seen = new TreeSet<>();
    for (Shape shape : RandomBodies.shapes()) {
      check(shape, seen);
    }
    assertThat(seen).hasSizeGreaterThan(80);
  }

  private static void check(Shape shape, Set<String> seen) {
    for (Member<?> member : shape.members()) {
      Shape nested = nested(member.type());
      if (nested != null && seen.add(member.toString())) {
        for (Member<?> inner : nested.members()) {
          assertThat(member.danger())
              .as("%s holds %s", member, inner)
              .isGreaterThanOrEqualTo(inner.danger());
        }
        check(nested, seen);
      } else {
        seen.add(member.toString());
      }
    }
  }

  private static String prefix(Row row) {
    return row.field().substring(0, row.field().indexOf('.'));
  }

  /** The paths of a row's members: {@code A.B,C} and {@code A.{B,C}} are two each. */
  private static List<String> paths(Row row) {
    String field = row.field().replaceFirst(" \\(.*", "");
    String rest = field.substring(field.indexOf('.') + 1);
    Matcher group = GROUP.matcher(rest);
    if (group.matches()) {
      return Stream.of(group.group(2).split(",")).map(name -> group.group(1) + name).toList();
    }
    int comma = rest.indexOf(',');
    int dot = rest.substring(0, comma < 0 ? rest.length() : comma).lastIndexOf('.');
    String parent = rest.substring(0, dot + 1);
    return Stream.of(rest.substring(dot + 1).split(",")).map(name -> parent + name).toList();
  }

  private static List<Member<?>> members(Shape root, String path) {
    Shape shape = root;
    int start = 0;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', start)) {
      Member<?> member = shape.member(path.substring(start, dot));
      assertNotNull(member, path);
      Shape nested = nested(member.type());
      assertNotNull(nested, path);
      shape = nested;
      start = dot + 1;
    }
    String name = path.substring(start);
    List<Member<?>> found = new ArrayList<>();
    for (Member<?> member : shape.members()) {
      boolean named =
          name.endsWith("*")
              ? member.name().startsWith(name.substring(0, name.length() - 1))
              : member.name().equals(name);
      if (named) {
        found.add(member);
      }
    }
    assertThat(found).as(path).isNotEmpty();
    return found;
  }

  /**
   * The names in the braces of a type such as <code>RestartPolicy{Name,MaximumRetryCount}</code>.
   */
  private static List<String> innerNames(Row row) {
    int open = row.type().indexOf('{');
    if (open < 0) {
      return List.of();
    }
    String inside = row.type().substring(open + 1).replaceAll("\\[\\{.*", "");
    return Stream.of(inside.split("[,;]"))
        .map(name -> name.replaceAll("[ }].*", ""))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static @Nullable Shape nested(Type<?> type) {
    return switch (type) {
      case Type.Nested object -> object.shape();
      case Type.Many<?> many -> nested(many.element());
      case Type.Keyed<?> keyed -> nested(keyed.value());
      case Type.Pair<?> pair -> nested(pair.element());
      case Type.Nullable<?> nullable -> nested(nullable.element());
      case Type.Bool _, Type.Int _, Type.Real _, Type.Text _, Type.Empty _ -> null;
    };
  }
}
