/**
 * From a request head to a canonical request, and from a decided call to the bytes of a new
 * request. What is read here is decoded once; what is written here is encoded in one way only, so
 * that the engine cannot read it differently.
 *
 * <p>Neighbours: {@code gate.http} gives the heads, {@code policy} takes the calls, {@code
 * gate.connection} sends what is written.
 */
@NullMarked
package dev.cofferdam.gate.request;

import org.jspecify.annotations.NullMarked;
