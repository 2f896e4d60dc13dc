package dev.cofferdam.cli.session;

import picocli.CommandLine.Option;

/** What becomes of what an agent made with Docker when its session ends. */
final class EndOption {
  @Option(
      names = "--keep",
      description = "At the end, keep what the agent made. Default where nobody can be asked.")
  boolean keep;

  @Option(
      names = "--rm",
      description =
          "At the end, remove the containers, networks, volumes and images the agent made.")
  boolean remove;
}
