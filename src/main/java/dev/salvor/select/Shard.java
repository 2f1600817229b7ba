// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.nio.charset.StandardCharsets;

/**
 * One worker's part of a storage: whole repositories, so that nothing is linked in the same repository by two workers at a time
 * (rule 1), and referrers stay with what they are about.
 *
 * <p>A repository belongs to the shard whose index is the first 8 bytes of its name's SHA-256, as an unsigned big-endian number, modulo
 * the count. The name is the storage's, without a prefix of the target.
 *
 * @param index counted from 0, as Kubernetes counts the pods of an Indexed Job
 * @param count of all shards, at least 1
 */
public record Shard(int index, int count) {
    private static final int HEX_OF_8_BYTES = 16;

    public Shard {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException(index + "/" + count + " is no shard");
        }
    }

    /** All repositories. */
    public static Shard whole() {
        return new Shard(0, 1);
    }

    public boolean isWhole() {
        return count == 1;
    }

    public boolean owns(RepositoryName repository) {
        String hash =
                Digest.of(repository.value().getBytes(StandardCharsets.UTF_8)).hex();
        return Long.remainderUnsigned(Long.parseUnsignedLong(hash, 0, HEX_OF_8_BYTES, HEX_OF_8_BYTES), count) == index;
    }

    /** {@code index/count}, as it is typed. */
    @Override
    public String toString() {
        return index + "/" + count;
    }
}
