/**
 * The append-only, hash-chained record of the gate's verdicts: write it, read it, verify it.
 *
 * <p>The gate writes through {@link dev.cofferdam.journal.Journal}; the {@code coffer audit}
 * commands read through {@link dev.cofferdam.journal.JournalReader} and {@link
 * dev.cofferdam.journal.Verifier}. The package knows nothing of Docker or policies: what an entry
 * says, and that it holds no secret, is its caller's business.
 *
 * <h2>The folder</h2>
 *
 * <ul>
 *   <li>{@code journal-00000001.jsonl}, {@code journal-00000002.jsonl} … – the segments. The first
 *       line is a header, every other line one {@link dev.cofferdam.journal.Entry}. The last member
 *       of each line is {@code hash}: SHA-256 over the 32 raw bytes of the previous line's hash and
 *       all bytes of this line before {@code ,"hash":"}. A header names the hash before it, so the
 *       chain runs through all segments; before the very first line it is 32 zero bytes.
 *   <li>{@code HEAD} – the anchor: position and hash of the last line known to be on disk. Without
 *       it nobody could see that lines are missing at the end.
 *   <li>{@code LOCK} – held by the one process that writes.
 *   <li>{@code torn-…} – bytes that a crash left behind a segment's last good line, put aside.
 * </ul>
 *
 * <h2>What the chain proves, and what it does not</h2>
 *
 * A line that was removed, changed, inserted, repeated or moved breaks the chain, and so does a
 * missing or shortened segment; {@link dev.cofferdam.journal.Verifier} finds it with nothing but
 * the folder. The hash has no key: somebody who may write to the folder can change a line,
 * recompute every hash after it and replace {@code HEAD}, or cut off the end and set {@code HEAD}
 * back. That is found only by comparing with a hash noted elsewhere beforehand ({@code coffer audit
 * verify --against}): what stands before the noted line cannot be changed without changing its
 * hash. Lines after the last noted hash are as trustworthy as the folder's permissions.
 */
@NullMarked
package dev.cofferdam.journal;

import org.jspecify.annotations.NullMarked;
