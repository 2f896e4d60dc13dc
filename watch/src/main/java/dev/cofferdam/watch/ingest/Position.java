package dev.cofferdam.watch.ingest;

import dev.cofferdam.watch.source.FileFacts;

/**
 * How far a file was read.
 *
 * @param inode the file's number: another one means another file under the same name
 * @param seen how many bytes were looked at
 * @param consumed how many of them are in the archive: up to the end of a line
 * @param modified when the file was last written, in milliseconds since 1970
 * @param head a hash of its first bytes: another one means that it was written anew
 * @param touched the day it was last there, in days since 1970
 */
record Position(long inode, long seen, long consumed, long modified, String head, long touched) {

  boolean isUnchanged(FileFacts facts) {
    return facts.inode() == inode
        && facts.size() == seen
        && facts.modified().toEpochMilli() == modified;
  }

  Position touched(long day) {
    return new Position(inode, seen, consumed, modified, head, day);
  }
}
