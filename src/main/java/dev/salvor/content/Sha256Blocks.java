// SPDX-License-Identifier: Apache-2.0
package dev.salvor.content;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.function.BooleanSupplier;
import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/**
 * SHA-256 by {@code src/main/c/sha256_blocks.c} in the native binary, whose compiler has no use for the processor's SHA instructions
 * (stack.md, "Flags decide the crypto, not the compiler"): all code keeps using {@code MessageDigest}. A JVM has them itself and knows nothing of this.
 */
final class Sha256Blocks {
    static final int BYTES = 64;

    private Sha256Blocks() {}

    /** {@code pom.xml} says so where it links the object; a build with other arguments has the JDK's own code. */
    static final class IsLinked implements BooleanSupplier {
        @Override
        public boolean getAsBoolean() {
            return Boolean.getBoolean("salvor.sha256.linked");
        }
    }

    @CFunction(value = "salvor_sha256_blocks", transition = CFunction.Transition.NO_TRANSITION)
    static native void compress(PointerBase state, PointerBase data, UnsignedWord blocks);
}

/** SHA-256 and SHA-224. */
@TargetClass(className = "sun.security.provider.SHA2", onlyWith = Sha256Blocks.IsLinked.class)
final class Target_sun_security_provider_SHA2 {
    @Alias
    int[] state;
}

/** Hands whole blocks to whoever is quickest at them. */
@TargetClass(className = "sun.security.provider.DigestBase", onlyWith = Sha256Blocks.IsLinked.class)
final class Target_sun_security_provider_DigestBase {
    @Alias
    private int blockSize;

    @Alias
    native void implCompress(byte[] bytes, int offset);

    /** As the JDK's, which its compiler would replace: the offset after the last block that begins at the limit or before. */
    @Substitute
    private int implCompressMultiBlock0(byte[] bytes, int offset, int limit) {
        Object self = this;
        if (self instanceof Target_sun_security_provider_SHA2 sha2) {
            int blocks = (limit - offset) / Sha256Blocks.BYTES + 1;
            try (PinnedObject state = PinnedObject.create(sha2.state);
                    PinnedObject data = PinnedObject.create(bytes)) {
                Sha256Blocks.compress(
                        state.addressOfArrayElement(0),
                        data.addressOfArrayElement(offset),
                        WordFactory.unsigned(blocks));
            }
            return offset + blocks * Sha256Blocks.BYTES;
        }
        int at = offset;
        for (; at <= limit; at += blockSize) {
            implCompress(bytes, at);
        }
        return at;
    }
}
