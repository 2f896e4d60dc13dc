package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.ContainerCreate;
import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.engine.body.RestartPolicy;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.image.Images;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.BodyRules;
import dev.cofferdam.policy.ruling.OwnerLabels;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The body of {@code ContainerCreate}. */
final class CreateRules {
  private static final Set<String> RESTARTS =
      Set.of("", "no", "on-failure", "always", "unless-stopped");

  static final BodyRules HOST_CONFIG = hostConfig();

  private final Images images;
  private final BodyRules container;

  CreateRules(Images images) {
    this.images = images;
    List<BodyRule> rules = new ArrayList<>(NetworkRules.ofContainer());
    rules.add(BodyRule.group(this::image, ContainerCreate.IMAGE));
    rules.add(BodyRule.group(CreateRules::labels, ContainerCreate.LABELS));
    rules.add(BodyRule.group(CreateRules::host, ContainerCreate.HOST_CONFIG));
    rules.add(
        ConfinementRules.none(
            ContainerCreate.ON_BUILD, Rules.CONTAINER_ON_BUILD, "triggers for later builds"));
    // What runs inside, as whom, and on which paths of its own.
    rules.add(
        BodyRule.harmless(
            ContainerCreate.USER,
            ContainerCreate.ENV,
            ContainerCreate.HEALTHCHECK,
            ContainerCreate.VOLUMES,
            ContainerCreate.STOP_TIMEOUT));
    this.container = BodyRules.of(ContainerCreate.SHAPE, rules.toArray(BodyRule[]::new));
  }

  private static BodyRules hostConfig() {
    List<BodyRule> rules = new ArrayList<>();
    rules.addAll(ConfinementRules.all());
    rules.addAll(NamespaceRules.all());
    rules.addAll(FileRules.all());
    rules.addAll(NetworkRules.ofHostConfig());
    rules.addAll(PortRules.all());
    rules.addAll(LimitRules.all());
    rules.add(BodyRule.group(LogRules::apply, HostConfig.LOG_CONFIG));
    rules.add(BodyRule.check(HostConfig.RESTART_POLICY, CreateRules::restart));
    return BodyRules.of(HostConfig.SHAPE, rules.toArray(BodyRule[]::new));
  }

  Body apply(Ruling ruling, Body body) {
    Body rebuilt = container.apply(ruling, body);
    Totals.check(ruling, rebuilt.get(ContainerCreate.HOST_CONFIG, HostConfig.SHAPE.empty()));
    return rebuilt;
  }

  /** The rules on the body itself, for the proof that none is missing. */
  BodyRules container() {
    return container;
  }

  private Body image(Ruling ruling, Body body) {
    String name = body.get(ContainerCreate.IMAGE, "");
    if (name.isEmpty()) {
      ruling.reject(Rules.IMAGE_NAME, "no image is named", "name one in Image");
      return body;
    }
    if (ruling.about(new Reference.Image(name)) instanceof Fact.Image image) {
      OwnerLabels.inherited(ruling, image.labels());
    }
    return body.with(ContainerCreate.IMAGE, images.usable(ruling, name));
  }

  /** Runs after the labels were checked: the gate's own is added to them. */
  private static Body host(Ruling ruling, Body body) {
    Body written = body.get(ContainerCreate.HOST_CONFIG, HostConfig.SHAPE.empty());
    Body rebuilt = HOST_CONFIG.apply(ruling, written);
    Body result = body.with(ContainerCreate.HOST_CONFIG, rebuilt);
    String binds = FileRules.original(written, rebuilt);
    if (binds == null) {
      return result;
    }
    Map<String, String> labels = new LinkedHashMap<>(body.get(ContainerCreate.LABELS, Map.of()));
    labels.put(Labels.BINDS, binds);
    return result.with(ContainerCreate.LABELS, labels);
  }

  private static Body labels(Ruling ruling, Body body) {
    return body.with(
        ContainerCreate.LABELS, OwnerLabels.added(ruling, body.get(ContainerCreate.LABELS)));
  }

  /** {@code always} is let through: the container is owned and limited, and Compose uses it. */
  static void restart(Ruling ruling, Body policy) {
    if (!RESTARTS.contains(policy.get(RestartPolicy.NAME, ""))) {
      ruling.refuse(
          Rules.CONTAINER_RESTART_POLICY,
          "this restart policy is not known",
          "use no, on-failure, unless-stopped or always");
    }
  }
}
