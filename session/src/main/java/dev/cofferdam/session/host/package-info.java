/**
 * The process that serves one workspace session: its gate and what goes with it ({@link
 * dev.cofferdam.session.host.SessionService}), from before the workspace starts until it is gone.
 * It holds nothing that it could lose: the state is the session's folder and the labels on the
 * container, so a killed host is simply started again.
 */
@NullMarked
package dev.cofferdam.session.host;

import org.jspecify.annotations.NullMarked;
