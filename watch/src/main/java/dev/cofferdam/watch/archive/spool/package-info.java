/**
 * Keeps exchanges on this machine while the archive elsewhere cannot be reached, and delivers them
 * when it can. Neighbours: {@code archive} above, in front of which it stands.
 */
@NullMarked
package dev.cofferdam.watch.archive.spool;

import org.jspecify.annotations.NullMarked;
