package dev.cofferdam.gate.grpc;

/** A call that ends with another status than success. */
public final class GrpcException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient GrpcStatus status;

  public GrpcException(GrpcStatus status) {
    super(status.message(), null, false, false);
    this.status = status;
  }

  public GrpcStatus status() {
    return status;
  }
}
