package dev.cofferdam.gate;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.security.cert.X509Certificate;
import java.util.function.Function;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Waits for the TLS handshake, reads the client's name from its certificate and lets the connection
 * begin.
 */
final class ClientNames extends ChannelInboundHandlerAdapter {
  private final Function<String, ChannelHandler> connection;

  ClientNames(Function<String, ChannelHandler> connection) {
    this.connection = connection;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
      ctx.fireUserEventTriggered(event);
      return;
    }
    if (!handshake.isSuccess()) {
      ctx.close();
      return;
    }
    try {
      SslHandler tls = ctx.pipeline().get(SslHandler.class);
      X509Certificate certificate =
          (X509Certificate) tls.engine().getSession().getPeerCertificates()[0];
      String name = commonName(certificate);
      ctx.pipeline().replace(this, "client", connection.apply(name));
    } catch (SSLPeerUnverifiedException | InvalidNameException | IllegalArgumentException e) {
      ctx.close();
    }
  }

  private static String commonName(X509Certificate certificate) throws InvalidNameException {
    LdapName subject = new LdapName(certificate.getSubjectX500Principal().getName());
    for (Rdn part : subject.getRdns()) {
      if (part.getType().equalsIgnoreCase("CN")) {
        return part.getValue().toString();
      }
    }
    throw new InvalidNameException("the client's certificate has no common name");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
