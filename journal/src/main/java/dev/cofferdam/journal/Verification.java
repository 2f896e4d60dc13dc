package dev.cofferdam.journal;

/** What the verifier found. */
public sealed interface Verification {

  /**
   * Every line continues the chain and the anchor's line is there.
   *
   * @param entries how many there are
   * @param segments how many files they are in
   * @param firstSegment number of the first file; above 1 earlier ones were retired
   * @param firstSeq sequence number of the first entry; above 1 earlier ones were retired
   * @param head hash of the last line, to be noted elsewhere
   * @param tornBytes bytes of an unfinished line at the very end: the writer is at work or was
   *     killed, or somebody appended them
   */
  record Sound(
      long entries, int segments, int firstSegment, long firstSeq, String head, long tornBytes)
      implements Verification {}

  /**
   * The record is not what was written.
   *
   * @param segment number of the segment, 0 if it is about the folder
   * @param line of the segment, the header being 1; 0 if it is about the whole segment
   * @param what was found
   * @param hint what it may mean and what to do
   */
  record Broken(int segment, int line, String what, String hint) implements Verification {}
}
