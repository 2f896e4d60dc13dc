/** Tests of gRPC's frames and of both its sides. */
@NullMarked
package dev.cofferdam.gate.grpc;

import org.jspecify.annotations.NullMarked;
