/** Help with words that people mistyped in files and variables. */
@NullMarked
package dev.cofferdam.policy.text;

import org.jspecify.annotations.NullMarked;
