package dev.cofferdam.cli.gate;

import dev.cofferdam.gate.GateSettings;
import dev.cofferdam.gate.GateSettings.Listener;
import dev.cofferdam.journal.FileJournal;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.journal.JournalSettings;
import dev.cofferdam.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the command line and the configuration file say together.
 *
 * @param journal the journal's folder, or {@code none}
 */
record GatePlan(GateSettings settings, String journal) {

  Journal openJournal() throws IOException {
    return journal.equals("none")
        ? Journal.none()
        : FileJournal.open(Path.of(journal), JournalSettings.DEFAULT);
  }

  /**
   * The policies of a plan that is read while this one runs.
   *
   * @throws IllegalArgumentException when more than the policies changed
   */
  List<Policy> policiesOf(GatePlan next) {
    List<Listener> before = settings.listeners();
    List<Listener> after = next.settings.listeners();
    boolean same = before.size() == after.size();
    for (int i = 0; same && i < before.size(); i++) {
      same =
          before.get(i).address().equals(after.get(i).address())
              && before.get(i).principal().equals(after.get(i).principal());
    }
    if (!same) {
      throw new IllegalArgumentException(
          "the listeners or their principals changed, and these are only read at the start;"
              + " restart the gate to put them in force");
    }
    return after.stream().map(Listener::policy).toList();
  }
}
