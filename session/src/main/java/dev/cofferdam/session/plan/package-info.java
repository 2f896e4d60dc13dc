/**
 * What a session is made of, decided once by the command that starts it and kept in the session's
 * folder for the process that serves it: {@link dev.cofferdam.session.plan.SessionPlan}. Holds no
 * secret. Everything else in this module reads it.
 */
@NullMarked
package dev.cofferdam.session.plan;

import org.jspecify.annotations.NullMarked;
