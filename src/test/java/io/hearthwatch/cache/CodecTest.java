package io.hearthwatch.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodecTest {

  @Test
  void bringsBackWhatItTook() {
    Random random = new Random(3);
    for (Codec codec : new Codec[] {new ZstdCodec(), new DeflateCodec()}) {
      for (int i = 0; i < 300; i++) {
        byte[] samples = new byte[1 + random.nextInt(40_000)];
        random.nextBytes(samples);
        if (i % 3 > 0) {
          Arrays.fill(samples, 0, samples.length / 2, (byte) i);
        }
        int length = 1 + random.nextInt(samples.length);
        byte[] target = new byte[5 + codec.bound(length)];
        int size = codec.compress(samples, length, target, 5);
        byte[] restored = new byte[samples.length];
        assertThat(codec.decompress(target, 5, size, restored, length)).isTrue();
        assertThat(Arrays.copyOf(restored, length)).isEqualTo(Arrays.copyOf(samples, length));
        assertThat(codec.decompress(target, 5, size, restored, length - 1)).isFalse();
        assertThat(codec.decompress(target, 5, size - 1, restored, length)).isFalse();
      }
      codec.close();
    }
  }

  @Test
  void takesZstdWhereItCanBeLoaded() {
    assertThat(ZstdLibrary.problem()).isEmpty();
    try (Codec codec = Codec.best()) {
      assertThat(codec).isInstanceOf(ZstdCodec.class);
    }
  }

  /** As on a machine for which zstd-jni has no library. */
  @Test
  void doesWithoutZstdWhereItCannot() throws Exception {
    ClassLoader without = new WithoutZstd();
    Optional<?> problem =
        (Optional<?>)
            without.loadClass(ZstdLibrary.class.getName()).getMethod("problem").invoke(null);
    assertThat(problem.orElseThrow().toString())
        .startsWith("zstd's native library cannot be loaded: ");
    Method best = without.loadClass(Codec.class.getName()).getMethod("best");
    best.setAccessible(true);
    assertThat(best.invoke(null).getClass().getSimpleName()).isEqualTo("DeflateCodec");
  }

  /** Defines this package's classes anew and finds no zstd. */
  private static final class WithoutZstd extends ClassLoader {
    WithoutZstd() {
      super(CodecTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.github.luben.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(CodecTest.class.getPackageName() + ".")) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known != null ? known : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
