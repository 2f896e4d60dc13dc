package dev.cofferdam.policy;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a principal may do. Immutable, pure and safe for any thread; see the package for the order
 * of the three questions.
 */
public interface Policy {
  /** What this policy was compiled from. */
  Settings settings();

  /**
   * Whether the operation may be used at all, judged before any body is read.
   *
   * @param requested the version prefix of the request, or null when it had none
   * @return why not, or empty
   */
  Optional<Verdict> admit(Principal principal, Operation operation, @Nullable ApiVersion requested);

  /** How the body of an admitted operation is read. */
  BodyReading reading(Operation operation);

  /**
   * What {@link #decide} needs to know about an admitted call. Empty: it can be decided at once.
   */
  Set<Reference> references(Principal principal, Call call);

  /** The verdict on an admitted call, given the answers to {@link #references}. */
  Verdict decide(Principal principal, Call call, Facts facts);

  /**
   * What {@link #screen} needs to know about the contents of a checked stream. Empty where a policy
   * does not look into streams.
   */
  default Set<Reference> references(Principal principal, Contents contents) {
    return Set.of();
  }

  /**
   * The verdict on the contents of a checked stream, given the answers to {@link
   * #references(Principal, Contents)}; asked before the part of the stream that the engine acts
   * upon is passed on.
   */
  default Contents.Screening screen(Principal principal, Contents contents, Facts facts) {
    return Contents.Screening.PASSED;
  }

  /**
   * Whether the principal gets to see an object in lists, events and disk usage.
   *
   * @param owner the principal that it belongs to, or null when it belongs to nobody
   */
  boolean sees(Principal principal, Kind kind, @Nullable String owner);

  /** The kinds of object that can have an owner. */
  enum Kind {
    CONTAINER,
    IMAGE,
    NETWORK,
    VOLUME
  }
}
