package dev.cofferdam.engine.build;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Reads an archive of images (tar, or tar in gzip) while it is relayed to {@code POST
 * /images/load}, and keeps what describes the images: that of {@code docker save} in all its forms
 * and the OCI layout. Memory is bounded: 8 MiB of JSON, names, and some buffers.
 */
public final class ImageArchiveScanner implements ArchiveScanner {
  private final ImageArchiveFiles files = new ImageArchiveFiles();
  private final ArchiveStream stream = new ArchiveStream(files);

  @Override
  public int feed(byte[] bytes, int offset, int length) throws ContextException {
    return stream.feed(bytes, offset, length);
  }

  @Override
  public int feed(ByteBuffer buffer) throws ContextException {
    return stream.feed(buffer);
  }

  @Override
  public boolean ended() {
    return stream.ended();
  }

  @Override
  public void finish() throws ContextException {
    stream.finish();
  }

  /**
   * What the archive holds; once {@link #ended} or {@link #finish finished}.
   *
   * @throws ContextException when a configuration cannot be read, or there is none at all
   */
  public ImageArchive images() throws ContextException {
    if (!stream.complete()) {
      throw new IllegalStateException("a later entry may hold more images");
    }
    if (ImageArchiveFiles.INDEXES.stream().noneMatch(files.json()::containsKey)) {
      throw TarHeader.broken("it holds no manifest.json, index.json or repositories");
    }
    for (String name : files.unread()) {
      // Where engines before the image manifest look for configurations.
      if (name.endsWith("/json") || name.equals("json")) {
        files.requireRead(name);
      }
    }
    ImageDescriptions found = new ImageDescriptions(files);
    for (Map.Entry<String, List<byte[]>> file : files.json().entrySet()) {
      for (byte[] version : file.getValue()) {
        found.read(file.getKey(), version);
      }
    }
    return found.result();
  }

  @Override
  public void close() {
    stream.close();
  }
}
