package dev.cofferdam.engine.client;

/**
 * What {@code /_ping} says in its headers.
 *
 * @param apiVersion the newest API version of the engine, such as 1.41; empty if it names none
 * @param engine its {@code Server} header, such as {@code Docker/20.10.24 (linux)}
 * @param os {@code linux} or {@code windows}
 * @param builder the builder it prefers: {@code 1} classic, {@code 2} BuildKit, or empty
 */
public record Ping(String apiVersion, String engine, String os, String builder) {}
