package dev.cofferdam.policy.image;

/**
 * A text is no image reference. The message is a clause for people and quotes no more than 80
 * characters.
 */
public final class ImageReferenceException extends Exception {
  private static final long serialVersionUID = 1L;

  ImageReferenceException(String message) {
    super(message);
  }
}
