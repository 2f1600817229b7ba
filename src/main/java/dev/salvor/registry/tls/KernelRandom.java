// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandomSpi;
import java.security.Security;
import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.word.PointerBase;
import org.graalvm.word.SignedWord;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/**
 * Randomness by getrandom(2), for a root without /dev: Java reads /dev/random and /dev/urandom, and has no TLS without them. In the
 * native binary only; a JVM does not run in such a place.
 */
public final class KernelRandom {
    /** {@code ImageInfo.PROPERTY_IMAGE_CODE_KEY}: on a JVM that class is not in the package. */
    private static final String IMAGE_CODE = "org.graalvm.nativeimage.imagecode";

    private static final String IMAGE_RUNTIME = "runtime";

    private KernelRandom() {}

    /** Makes it the first choice where the devices cannot be read. Before anything asks for randomness. */
    public static void installWhereNeeded() {
        if (IMAGE_RUNTIME.equals(System.getProperty(IMAGE_CODE)) && !hasDevices()) {
            Security.insertProviderAt(new KernelProvider(), 1);
        }
    }

    private static boolean hasDevices() {
        return Files.isReadable(Path.of("/dev/random")) && Files.isReadable(Path.of("/dev/urandom"));
    }

    private static final class KernelProvider extends Provider {
        private static final long serialVersionUID = 1;

        KernelProvider() {
            super("KernelRandom", "1", "SecureRandom by getrandom(2)");
            putService(new Service(this, "SecureRandom", "getrandom", Generator.class.getName(), null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return new Generator();
                }
            });
        }
    }

    private static final class Generator extends SecureRandomSpi {
        private static final long serialVersionUID = 1;
        /** The most that the kernel hands out without being interrupted by a signal (getrandom(2), notes). */
        private static final int CHUNK = 256;

        @Override
        protected void engineSetSeed(byte[] seed) {
            // the kernel has better ones
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            try (PinnedObject pinned = PinnedObject.create(bytes)) {
                for (int done = 0; done < bytes.length; ) {
                    int size = Math.min(CHUNK, bytes.length - done);
                    SignedWord got = getrandom(pinned.addressOfArrayElement(done), WordFactory.unsigned(size), 0);
                    if (got.rawValue() < 0) {
                        throw new IllegalStateException("the kernel has no randomness: getrandom(2) failed");
                    }
                    done += (int) got.rawValue();
                }
            }
        }

        @Override
        protected byte[] engineGenerateSeed(int size) {
            byte[] seed = new byte[size];
            engineNextBytes(seed);
            return seed;
        }
    }

    @CFunction(transition = CFunction.Transition.NO_TRANSITION)
    private static native SignedWord getrandom(PointerBase buffer, UnsignedWord length, int flags);
}
