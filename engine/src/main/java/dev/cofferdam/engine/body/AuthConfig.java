package dev.cofferdam.engine.body;

/**
 * Credentials for a registry: the body of SystemAuth and the content of X-Registry-Auth. Members
 * are in lower case here, as in Docker; the Python SDK also writes them capitalised.
 */
public final class AuthConfig {
  public static final Shape SHAPE = Shape.named("AuthConfig");

  /** Together with the password a secret. */
  public static final Member<String> USERNAME = SHAPE.text("username", Danger.LIMITED);

  /** A secret. */
  public static final Member<String> PASSWORD = SHAPE.text("password", Danger.LIMITED);

  /** A secret: user and password in one string. */
  public static final Member<String> AUTH = SHAPE.text("auth", Danger.LIMITED);

  public static final Member<String> EMAIL = SHAPE.text("email", Danger.FREE);

  /** The engine connects to whatever address stands here. */
  public static final Member<String> SERVERADDRESS = SHAPE.text("serveraddress", Danger.LIMITED);

  /** A secret. */
  public static final Member<String> IDENTITYTOKEN = SHAPE.text("identitytoken", Danger.LIMITED);

  /** A secret. */
  public static final Member<String> REGISTRYTOKEN = SHAPE.text("registrytoken", Danger.LIMITED);

  static {
    // Go folds the case of names, so real clients are not aware of the difference.
    SHAPE.alias("Username", USERNAME);
    SHAPE.alias("Password", PASSWORD);
    SHAPE.alias("Auth", AUTH);
    SHAPE.alias("Email", EMAIL);
    SHAPE.alias("ServerAddress", SERVERADDRESS);
    SHAPE.alias("IdentityToken", IDENTITYTOKEN);
    SHAPE.alias("RegistryToken", REGISTRYTOKEN);
  }

  private AuthConfig() {}
}
