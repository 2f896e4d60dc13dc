import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the class files of a jar that are older than Java 6 the version of Java 21 and the stack
 * maps that go with it; nothing else in them changes. The JVM puts no older ones into an AOT cache,
 * and checks them with its slow verifier at every start. Fails when what it made would not verify.
 *
 * <p>{@code java NewerClassFiles.java JAR}, in place; run again, it changes nothing.
 */
public final class NewerClassFiles {
  private static final int OLDEST_IN_A_CACHE = ClassFile.JAVA_6_VERSION;

  private NewerClassFiles() {}

  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path next = jar.resolveSibling(jar.getFileName() + ".new");
    int changed = 0;
    try (ZipFile from = new ZipFile(jar.toFile());
        URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(next))) {
      ClassFile files =
          ClassFile.of(
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(classes)),
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
      for (ZipEntry entry : Collections.list(from.entries())) {
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith(".class")) {
          ClassModel old = files.parse(bytes);
          if (old.majorVersion() < OLDEST_IN_A_CACHE) {
            bytes = newer(files, old, entry.getName());
            changed++;
          }
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        to.putNextEntry(copy);
        to.write(bytes);
        to.closeEntry();
      }
    }
    if (changed == 0) {
      Files.delete(next);
    } else {
      Files.move(next, jar, StandardCopyOption.ATOMIC_MOVE);
    }
    System.out.println(jar.getFileName() + ": " + changed + " class files made newer");
  }

  private static byte[] newer(ClassFile files, ClassModel old, String name) throws IOException {
    byte[] made =
        files.transformClass(
            old,
            ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                .andThen(
                    ClassTransform.endHandler(it -> it.withVersion(ClassFile.JAVA_21_VERSION, 0))));
    var errors = files.verify(made);
    if (!errors.isEmpty()) {
      throw new IOException(name + " cannot be made newer: " + errors.getFirst().getMessage());
    }
    return made;
  }
}
