import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/** Prints what the test reports of all modules say; fails when one failed or there is none. */
void main(String[] arguments) throws Exception {
  var failed = new ArrayList<String>();
  var skipped = new ArrayList<String>();
  int all = 0;
  IO.println("%-10s %7s %7s %8s %9s".formatted("module", "tests", "failed", "skipped", "seconds"));
  for (Path module : children(Path.of(arguments[0]))) {
    int tests = 0;
    int bad = 0;
    int not = 0;
    double seconds = 0;
    for (Path report : reports(module.resolve("target/surefire-reports"))) {
      var suite =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(report.toFile())
              .getDocumentElement();
      seconds += Double.parseDouble(suite.getAttribute("time").replace(",", ""));
      var cases = suite.getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        var test = (Element) cases.item(i);
        String name = test.getAttribute("classname") + "." + test.getAttribute("name");
        tests++;
        if (has(test, "failure") || has(test, "error")) {
          bad++;
          failed.add(name);
        } else if (has(test, "skipped")) {
          not++;
          skipped.add(name);
        }
      }
    }
    if (tests > 0) {
      IO.println(
          "%-10s %7d %7d %8d %9.1f".formatted(module.getFileName(), tests, bad, not, seconds));
    }
    all += tests;
  }
  IO.println("%-10s %7d %7d %8d".formatted("all", all, failed.size(), skipped.size()));
  skipped.forEach(name -> IO.println("skipped: " + name));
  failed.forEach(name -> IO.println("FAILED:  " + name));
  if (all == 0) {
    IO.println("no test ran");
  }
  System.exit(failed.isEmpty() && all > 0 ? 0 : 1);
}

List<Path> reports(Path folder) throws IOException {
  if (!Files.isDirectory(folder)) {
    return List.of();
  }
  try (var files = Files.walk(folder, 2)) {
    return files
        .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
        .sorted()
        .toList();
  }
}

List<Path> children(Path folder) throws IOException {
  if (!Files.isDirectory(folder)) {
    return List.of();
  }
  try (var files = Files.list(folder)) {
    return files.sorted().toList();
  }
}

boolean has(Element test, String child) {
  return test.getElementsByTagName(child).getLength() > 0;
}
