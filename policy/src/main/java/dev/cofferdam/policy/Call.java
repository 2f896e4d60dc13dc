package dev.cofferdam.policy;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as the gate understood it, and as it will write it to the engine.
 *
 * @param version the API version whose rules apply: the client's, or the engine's newest if it
 *     named none
 * @param variables the values of the path's variables, decoded, in the order of the template
 * @param query the query names that the operation knows; in a relayed call of {@code compat} or
 *     {@code transparent}, all names
 * @param body the typed body, or null when there is none or the policy does not read it
 */
public record Call(
    Operation operation,
    ApiVersion version,
    List<String> variables,
    Query query,
    @Nullable Body body) {

  public Call {
    variables = List.copyOf(variables);
  }

  /** The first path variable: the object that the call is about. */
  public String target() {
    return variables.getFirst();
  }

  public Call withTarget(String id) {
    List<String> changed = new java.util.ArrayList<>(variables);
    changed.set(0, id);
    return new Call(operation, version, changed, query, body);
  }

  public Call withVersion(ApiVersion newVersion) {
    return new Call(operation, newVersion, variables, query, body);
  }

  public Call withQuery(Query newQuery) {
    return new Call(operation, version, variables, newQuery, body);
  }

  public Call withBody(Body newBody) {
    return new Call(operation, version, variables, query, newBody);
  }
}
