package dev.cofferdam.gate.lookup;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Folders as file descriptors, by Linux's own calls: Java's files are paths, and a path can lead
 * somewhere else between two looks at it. Descriptors are the caller's to {@link #close}.
 */
@SuppressWarnings("restricted") // calls of the C library; the launcher enables native access
final class OpenFolders {
  /** The number of openat2(2), the same on every architecture; glibc has no function for it. */
  private static final long OPENAT2 = 437;

  private static final int AT_FDCWD = -100;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final long O_CLOEXEC = 0x80000;
  private static final long O_PATH = 0x200000;

  // openat2(2): struct open_how and its resolve flags
  private static final long RESOLVE_NO_MAGICLINKS = 0x02;
  private static final long RESOLVE_NO_SYMLINKS = 0x04;
  private static final long RESOLVE_BENEATH = 0x08;
  private static final long HOW_SIZE = 24;

  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int EEXIST = 17;
  private static final int ENOTDIR = 20;
  private static final int ENOSYS = 38;
  private static final int ELOOP = 40;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SYSCALL =
      handle(
          "syscall",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle MKDIRAT =
      handle("mkdirat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle FCHOWNAT =
      handle(
          "fchownat",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private OpenFolders() {}

  /** What a call answered when it did not do what it should. */
  static final class SystemCallException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    SystemCallException(String what, int errno) {
      super(what + words(errno));
      this.errno = errno;
    }

    boolean isMissing() {
      return errno == ENOENT;
    }

    /** The kernel does not have the call, or a filter on system calls hides it. */
    boolean isUnsupported() {
      return errno == ENOSYS || errno == EPERM;
    }

    private static String words(int errno) {
      return switch (errno) {
        case EPERM -> " is not permitted";
        case ENOENT -> " does not exist";
        case ENOTDIR -> " is no folder";
        case ELOOP -> " is a symbolic link";
        case ENOSYS -> " cannot be opened safely";
        default -> " failed with error " + errno;
      };
    }
  }

  private static MethodHandle handle(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker.Option[] all = java.util.Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, all);
  }

  /** The folder at an absolute path without symbolic links in it. */
  static int openRoot(String path) throws SystemCallException {
    return open(AT_FDCWD, path, RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS);
  }

  /** A folder in a folder. */
  static int open(int parent, String name) throws SystemCallException {
    return open(parent, name, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS);
  }

  private static int open(int parent, String path, long resolve) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment how = arena.allocate(HOW_SIZE, Long.BYTES);
      how.set(JAVA_LONG, 0, O_PATH | directory() | O_CLOEXEC);
      how.set(JAVA_LONG, 16, resolve);
      long opened =
          (long)
              SYSCALL.invokeExact(
                  state, OPENAT2, (long) parent, arena.allocateFrom(path), how, HOW_SIZE);
      if (opened < 0) {
        throw new SystemCallException(quoted(path), errno(state));
      }
      return (int) opened;
    } catch (SystemCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the C library cannot throw", e);
    }
  }

  /** {@code O_DIRECTORY}, which ARM numbers otherwise than the rest. */
  private static long directory() {
    return System.getProperty("os.arch", "").equals("aarch64") ? 0x4000 : 0x10000;
  }

  /**
   * Makes a folder in a folder.
   *
   * @return false when somebody else has made it, or something else, meanwhile
   */
  static boolean make(int parent, String name, int mode) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int made = (int) MKDIRAT.invokeExact(state, parent, arena.allocateFrom(name), mode);
      if (made < 0 && errno(state) != EEXIST) {
        throw new SystemCallException(quoted(name), errno(state));
      }
      return made == 0;
    } catch (SystemCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the C library cannot throw", e);
    }
  }

  /**
   * Gives a folder to the owner and group of another. Without root's rights it stays the gate's
   * own, as anything that the gate's user makes.
   */
  static void giveToOwnerOf(int model, int folder) {
    try (Arena arena = Arena.ofConfined()) {
      Path parent = Path.of("/proc/self/fd/" + model);
      Object user = Files.getAttribute(parent, "unix:uid");
      Object group = Files.getAttribute(parent, "unix:gid");
      MemorySegment state = arena.allocate(STATE);
      if (user instanceof Integer uid && group instanceof Integer gid) {
        int _ =
            (int)
                FCHOWNAT.invokeExact(
                    state,
                    folder,
                    arena.allocateFrom(""),
                    uid.intValue(),
                    gid.intValue(),
                    AT_EMPTY_PATH);
      }
    } catch (IOException _) {
      // Gone already: nothing to give.
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the C library cannot throw", e);
    }
  }

  static void close(int folder) {
    try {
      int _ = (int) CLOSE.invokeExact(folder);
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the C library cannot throw", e);
    }
  }

  private static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  private static String quoted(String path) {
    return "\"" + path + "\"";
  }
}
