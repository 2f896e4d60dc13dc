package dev.cofferdam.engine.buildkit;

import dev.cofferdam.engine.proto.Field;
import dev.cofferdam.engine.proto.Layout;
import dev.cofferdam.engine.proto.Message;
import java.util.List;

/**
 * {@code moby.buildkit.v1.sourcepolicy.Policy}: which sources a build may use. The last rule that
 * matches a source decides; a source that no rule matches is allowed.
 */
public final class SourcePolicy {
  public static final Layout LAYOUT = Layout.named("Policy");

  /** Always 1. */
  public static final Field<Long> VERSION = LAYOUT.integer(1, "version");

  public static final Field<List<Message>> RULES = LAYOUT.messages(2, "rules", Rule.LAYOUT);

  private SourcePolicy() {}

  /** {@code Rule}. */
  public static final class Rule {
    public static final Layout LAYOUT = Layout.named("Rule");

    /** 0 allows, 1 denies. */
    public static final Field<Long> ACTION = LAYOUT.integer(1, "action");

    public static final Field<Message> SELECTOR = LAYOUT.message(2, "selector", Selector.LAYOUT);

    private Rule() {}
  }

  /** {@code Selector}. */
  public static final class Selector {
    public static final Layout LAYOUT = Layout.named("Selector");

    /** A source with its scheme, such as {@code docker-image://docker.io/library/alpine:latest}. */
    public static final Field<String> IDENTIFIER = LAYOUT.text(1, "identifier");

    /** 0 reads the identifier with wildcards, 1 takes it as it is. */
    public static final Field<Long> MATCH_TYPE = LAYOUT.integer(2, "match_type");

    private Selector() {}
  }

  /** A rule for every source that matches, {@code *} standing for any run of characters. */
  public static Message matching(boolean allow, String pattern) {
    return rule(allow, pattern, 0);
  }

  /** A rule for exactly this source. */
  public static Message exactly(boolean allow, String source) {
    return rule(allow, source, 1);
  }

  private static Message rule(boolean allow, String identifier, long matchType) {
    return Rule.LAYOUT
        .empty()
        .with(Rule.ACTION, allow ? 0L : 1L)
        .with(
            Rule.SELECTOR,
            Selector.LAYOUT
                .empty()
                .with(Selector.IDENTIFIER, identifier)
                .with(Selector.MATCH_TYPE, matchType));
  }

  /** A policy of these rules. */
  public static Message of(List<Message> rules) {
    return LAYOUT.empty().with(VERSION, 1L).with(RULES, rules);
  }
}
