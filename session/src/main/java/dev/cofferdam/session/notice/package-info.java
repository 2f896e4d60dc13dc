/**
 * What a session has to tell its people beside what they asked for: ports that clash, networks that
 * cannot be joined.
 */
@NullMarked
package dev.cofferdam.session.notice;

import org.jspecify.annotations.NullMarked;
