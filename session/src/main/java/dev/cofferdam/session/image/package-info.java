/**
 * The images of workspaces: which one a session needs, and the making of it when the engine does
 * not have it. The Dockerfiles travel in this jar under {@code /images}.
 */
@NullMarked
package dev.cofferdam.session.image;

import org.jspecify.annotations.NullMarked;
