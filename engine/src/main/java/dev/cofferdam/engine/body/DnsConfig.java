package dev.cofferdam.engine.body;

import java.util.List;

/** Name resolution of a service's containers. */
public final class DnsConfig {
  public static final Shape SHAPE = Shape.named("DNSConfig");

  public static final Member<List<String>> NAMESERVERS = SHAPE.texts("Nameservers", Danger.FREE);

  public static final Member<List<String>> SEARCH = SHAPE.texts("Search", Danger.FREE);

  public static final Member<List<String>> OPTIONS = SHAPE.texts("Options", Danger.FREE);

  private DnsConfig() {}
}
