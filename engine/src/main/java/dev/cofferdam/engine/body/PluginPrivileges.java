package dev.cofferdam.engine.body;

import java.util.List;

/** The body of PluginPull and PluginUpgrade: a bare list. */
public final class PluginPrivileges {
  public static final Shape SHAPE = Shape.bare("PluginPrivileges");

  /** A plugin runs as root with all that is granted here. */
  public static final Member<List<Body>> PRIVILEGES =
      SHAPE.objects("Privileges", PluginPrivilege.SHAPE, Danger.DANGEROUS);

  private PluginPrivileges() {}
}
