/** Tests of the workspace's localhost. */
@NullMarked
package dev.cofferdam.session.port;

import org.jspecify.annotations.NullMarked;
