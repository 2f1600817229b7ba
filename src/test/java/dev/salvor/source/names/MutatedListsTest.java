// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.Failure;
import dev.salvor.source.ScannedTag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Good lists with random damage give names or one clear refusal, never anything else. {@code -Dsalvor.seed=N} plays one again. */
class MutatedListsTest {
    private static final int ROUNDS = 1500;
    private static final String POD =
            "{\"spec\": {\"containers\": [{\"name\": \"x\", \"image\": \"h.io/p/app:v1\"}]}, \"status\":"
                    + " {\"containerStatuses\": [{\"name\": \"x\", \"image\": \"h.io/p/app:v1\", \"imageID\": \"h.io/p/app@"
                    + DumpText.A
                    + "\"}]}}";

    private static Map<String, byte[]> goodLists() {
        Map<String, String> texts = new TreeMap<>();
        texts.put("dump", DumpText.small());
        texts.put("table", "repository,tag,digest\np/app,v1," + DumpText.A + "\n\"p/app\",v2," + DumpText.B + "\n");
        texts.put(
                "table with times",
                "\"note\",repository,tag,digest,push_time\n\"a, b\",p/app,v1," + DumpText.A
                        + ",2026-01-02 03:04:05.5\n,p/app,v1," + DumpText.B + ",2026-01-02T03:04:05Z\n");
        texts.put("pods", "{\"items\": [" + POD + "," + POD + "]}");
        texts.put(
                "node",
                "{\"images\": [{\"id\": \"" + DumpText.B
                        + "\", \"repoTags\": [\"h.io/p/app:v1\"], \"repoDigests\": [\"h.io/p/app@" + DumpText.A
                        + "\"]}]}");
        texts.put("ctr", "REF TYPE DIGEST SIZE\nh.io/p/app:v1 application/json " + DumpText.A + " 1 MiB\n");
        texts.put("references", "h.io/p/app:v1@" + DumpText.A + "\nh.io/p/app:v2@" + DumpText.B + "\n");
        Map<String, byte[]> lists = new HashMap<>();
        texts.forEach((name, text) -> lists.put(name, text.getBytes(StandardCharsets.UTF_8)));
        texts.forEach((name, text) -> lists.put(name + " by gzip", packed(text, GZIPOutputStream::new)));
        lists.put("dump by xz", packed(DumpText.small(), out -> new XZOutputStream(out, new LZMA2Options(1))));
        return lists;
    }

    private interface Packer {
        OutputStream pack(OutputStream out) throws IOException;
    }

    private static byte[] packed(String text, Packer packer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packer.pack(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void damagedListsGiveNamesOrARefusal() {
        Long given = Long.getLong("salvor.seed");
        long first = given == null ? System.nanoTime() : given;
        goodLists().forEach((kind, good) -> {
            for (long seed = first; seed < first + (given == null ? ROUNDS : 1); seed++) {
                byte[] bad = mutated(good, new Random(seed));
                try {
                    check(DumpText.read(bad));
                } catch (Failure.Source e) {
                    assertThat(e.getMessage()).as("seed %d of %s", seed, kind).contains("'dump.sql'");
                } catch (Throwable e) {
                    throw new AssertionError(
                            "seed " + seed + " of " + kind + ": " + new String(bad, StandardCharsets.ISO_8859_1), e);
                }
            }
        });
    }

    private static void check(TagList list) {
        assertThat(list.kind()).isNotEmpty();
        list.repositories().forEach(name -> {
            ScannedTag before = null;
            for (ScannedTag tag : list.repository(name).orElseThrow().tags()) {
                assertThat(before == null || before.tag().compareTo(tag.tag()) < 0)
                        .isTrue();
                before = tag;
            }
        });
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(Math.max(1, bytes.length));
            int some = Math.min(bytes.length - at, random.nextInt(30));
            bytes = switch (random.nextInt(6)) {
                case 0 -> Arrays.copyOf(bytes, at);
                case 1 -> joined(bytes, 0, at, bytes, at + some, bytes.length);
                case 2 -> joined(bytes, 0, at + some, bytes, at, bytes.length);
                case 3 -> {
                    byte[] more = new byte[some];
                    random.nextBytes(more);
                    byte[] front = joined(bytes, 0, at, more, 0, some);
                    yield joined(front, 0, front.length, bytes, at, bytes.length);
                }
                default -> {
                    byte[] other = bytes.clone();
                    if (at < other.length) {
                        other[at] = random.nextBoolean()
                                ? (byte) random.nextInt()
                                : (byte) "\n\t\\\",:{}[]N".charAt(random.nextInt(11));
                    }
                    yield other;
                }
            };
        }
        return bytes;
    }

    private static byte[] joined(byte[] one, int from, int to, byte[] other, int otherFrom, int otherTo) {
        byte[] joined = Arrays.copyOf(Arrays.copyOfRange(one, from, to), to - from + otherTo - otherFrom);
        System.arraycopy(other, otherFrom, joined, to - from, otherTo - otherFrom);
        return joined;
    }
}
