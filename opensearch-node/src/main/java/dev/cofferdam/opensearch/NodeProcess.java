package dev.cofferdam.opensearch;

import java.io.IOException;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One OpenSearch node on a port of the loopback, until its standard input ends. */
public final class NodeProcess {
  private NodeProcess() {}

  /**
   * Starts the node, says {@code listening http://127.0.0.1:PORT}, and waits.
   *
   * @param arguments a folder for its data, and the port
   */
  public static void main(String[] arguments) throws IOException {
    String folder = arguments[0];
    int port = Integer.parseInt(arguments[1]);
    OpenSearchRunner runner = new OpenSearchRunner();
    runner.onBuild((number, settings) -> {
      settings.put("http.port", port);
      settings.put("http.host", "127.0.0.1");
      settings.put("transport.host", "127.0.0.1");
      settings.put("discovery.type", "single-node");
      settings.remove("cluster.initial_cluster_manager_nodes");
      settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
    });
    runner.build(
        OpenSearchRunner.newConfigs()
            .basePath(folder)
            .numOfNode(1)
            .disableESLogger()
            .clusterName("coffer-test"));
    runner.ensureYellow();
    System.out.println("listening http://127.0.0.1:" + port);
    System.out.flush();
    while (System.in.read() >= 0) {
      // Whoever started this ends it by closing its standard input, or by dying.
    }
    // An orderly end takes seconds, and nobody needs the data.
    Runtime.getRuntime().halt(0);
  }
}
