package dev.cofferdam.watch.source;

import java.time.Instant;

/**
 * What the file system says about a file.
 *
 * @param path the absolute path
 * @param inode the number that stays when a file is renamed, and changes when it is replaced
 * @param size in bytes
 * @param modified when it was last written
 * @param owner the owner's number (uid) on that side
 */
public record FileFacts(String path, long inode, long size, Instant modified, int owner) {}
