/** The stand-in for the model's API, tried with the real client. */
@NullMarked
package dev.cofferdam.testkit;

import org.jspecify.annotations.NullMarked;
