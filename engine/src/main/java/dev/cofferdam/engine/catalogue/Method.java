package dev.cofferdam.engine.catalogue;

import java.util.Optional;

/** The HTTP methods that the Engine API routes. Docker's router matches them case-sensitively. */
public enum Method {
  GET,
  HEAD,
  POST,
  PUT,
  DELETE,
  OPTIONS;

  /** The method of this exact spelling, or empty: {@code get} and {@code PATCH} are no methods. */
  public static Optional<Method> of(String token) {
    return Optional.ofNullable(
        switch (token) {
          case "GET" -> GET;
          case "HEAD" -> HEAD;
          case "POST" -> POST;
          case "PUT" -> PUT;
          case "DELETE" -> DELETE;
          case "OPTIONS" -> OPTIONS;
          default -> null;
        });
  }
}
