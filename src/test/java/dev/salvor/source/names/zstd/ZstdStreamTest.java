// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What zstd's own tool packed; {@code frames.zst} has zeros, noise, nothing, one byte and text, each in a frame behind one to be skipped. */
class ZstdStreamTest {
    private static final int ROUNDS = 300;

    @ParameterizedTest
    @CsvSource({
        "dump.3.zst, f7b7993675a5655d79756a82756fd8603f7b85984da70c510055efa2978a0554",
        "dump.19.zst, f7b7993675a5655d79756a82756fd8603f7b85984da70c510055efa2978a0554",
        "frames.zst, c69a42a2a7576bf5f38d680fc54091b7b8ddba37d717631263e2851fb59acae5"
    })
    void whatZstdPackedIsWhatItWas(String name, String sha256) throws IOException {
        assertThat(Digest.of(unpacked(packed(name))).hex()).isEqualTo(sha256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump.3.zst", "dump.19.zst", "frames.zst"})
    void ofAFileThatIsCutAllWholeBlocksAreGiven(String name) throws IOException {
        byte[] packed = packed(name);
        byte[] whole = unpacked(packed);
        for (int cut : new int[] {1, 5, packed.length / 2, packed.length - 5}) {
            ByteArrayOutputStream some = new ByteArrayOutputStream();
            assertThatThrownBy(() -> unpack(Arrays.copyOf(packed, packed.length - cut), some))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("zstd: it is cut");
            assertThat(Arrays.equals(some.toByteArray(), Arrays.copyOf(whole, some.size())))
                    .isTrue();
        }
        ByteArrayOutputStream most = new ByteArrayOutputStream();
        assertThatThrownBy(() -> unpack(Arrays.copyOf(packed, packed.length - 1), most))
                .isInstanceOf(IOException.class);
        assertThat(most.size()).as("only the checksum is cut").isEqualTo(whole.length);
    }

    @Test
    void contentOfAnotherChecksumIsTold() throws IOException {
        byte[] packed = packed("dump.3.zst");
        packed[packed.length - 1] ^= 1;
        assertThatThrownBy(() -> unpacked(packed)).hasMessageContaining("the checksum is of something else");
    }

    @Test
    void whatNeedsTooMuchMemoryOrADictionaryIsRefused() {
        assertThatThrownBy(() -> unpacked(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) 0x90, 1, 0, 0}))
                .hasMessageContaining("more than 128 MiB");
        assertThatThrownBy(() -> unpacked(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 1, 0x50, 7, 1, 0, 0}))
                .hasMessageContaining("dictionary");
    }

    /** {@code -Dsalvor.seed=N} plays one again. */
    @ParameterizedTest
    @ValueSource(strings = {"dump.3.zst", "frames.zst"})
    void randomDamageGivesAnIOExceptionOrContent(String name) throws IOException {
        Long given = Long.getLong("salvor.seed");
        long first = given == null ? System.nanoTime() : given;
        byte[] good = packed(name);
        for (long seed = first; seed < first + (given == null ? ROUNDS : 1); seed++) {
            Random random = new Random(seed);
            byte[] bad = good.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                bad[random.nextInt(random.nextBoolean() ? 200 : bad.length)] = (byte) random.nextInt();
            }
            try {
                unpack(bad, new ByteArrayOutputStream());
            } catch (IOException e) {
                assertThat(e.getMessage()).as("seed %d", seed).startsWith("zstd: ");
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static byte[] packed(String name) throws IOException {
        try (InputStream in = ZstdStreamTest.class.getResourceAsStream("/zstd/" + name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        unpack(packed, content);
        return content.toByteArray();
    }

    private static void unpack(byte[] packed, ByteArrayOutputStream into) throws IOException {
        try (ZstdStream in = new ZstdStream(new ByteArrayInputStream(packed))) {
            in.transferTo(into);
        }
    }
}
