package dev.cofferdam.gate.lookup;

import dev.cofferdam.engine.build.ArchiveScanner;
import dev.cofferdam.engine.build.ContextException;
import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Scans an archive on its way to the engine and asks a judge before the engine sees its end.
 *
 * <p>Compressed archives are inflated to be looked at, a thousandfold in the worst case, so they
 * are fed on virtual threads: a slice of at most 64 KiB at a time, 64 GiB altogether, nothing kept.
 *
 * <p>An archive that cannot be read is refused with the rule given. While the policy only audits,
 * that is recorded, and the rest passes unread.
 */
final class ArchiveCheck implements BodyCheck {
  private static final byte GZIP = 0x1f;

  /** Judges what was found; blocks. */
  interface Judge {
    Judgement judge() throws ContextException, Refusal, IOException;
  }

  /**
   * @param audited what would have been refused
   * @param tags what the body sets, normalized
   */
  record Judgement(List<Finding> audited, Set<String> tags) {}

  private final ArchiveScanner scanner;
  private final Judge judge;
  private final String rule;
  private final boolean auditing;
  private final List<Finding> audited = new ArrayList<>();
  private Set<String> tags = Set.of();
  private boolean begun;
  private boolean compressed;
  private boolean givenUp;

  ArchiveCheck(ArchiveScanner scanner, Judge judge, String rule, boolean auditing) {
    this.scanner = scanner;
    this.judge = judge;
    this.rule = rule;
    this.auditing = auditing;
  }

  @Override
  public boolean isSlow(ByteBuffer next) {
    if (!begun && next.hasRemaining()) {
      begun = true;
      compressed = next.get(next.position()) == GZIP;
    }
    return compressed;
  }

  @Override
  public int feed(ByteBuffer bytes) throws Refusal {
    if (givenUp) {
      return bytes.remaining();
    }
    try {
      return scanner.feed(bytes);
    } catch (ContextException e) {
      unreadable(e);
      return bytes.remaining();
    }
  }

  @Override
  public void finish() throws Refusal, IOException {
    if (givenUp) {
      return;
    }
    try {
      if (!scanner.ended()) {
        scanner.finish();
      }
      Judgement judgement = judge.judge();
      audited.addAll(judgement.audited());
      tags = judgement.tags();
    } catch (ContextException e) {
      unreadable(e);
    }
  }

  private void unreadable(ContextException e) throws Refusal {
    Finding finding = new Finding(rule, 400, String.valueOf(e.getMessage()), "");
    if (!auditing) {
      throw new Refusal(finding);
    }
    givenUp = true;
    audited.add(finding);
  }

  @Override
  public List<Finding> audited() {
    return List.copyOf(audited);
  }

  @Override
  public Set<String> tags() {
    return tags;
  }

  @Override
  public void close() {
    scanner.close();
  }
}
