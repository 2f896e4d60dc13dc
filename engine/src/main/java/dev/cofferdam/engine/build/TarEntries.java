package dev.cofferdam.engine.build;

/** Takes the entries of a tar stream, in their order. */
interface TarEntries {
  /** An entry begins; a regular file's data follows with {@link #data}. */
  void entry(String rawName, int type, long size) throws ContextException;

  /** The next bytes of the entry that began last. */
  void data(byte[] bytes, int offset, int length) throws ContextException;

  /** The entry's data is over. */
  void done() throws ContextException;
}
