// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The address of content: an algorithm and the hash of the exact bytes. Kept as bytes, since a storage has millions of them. */
public final class Digest implements Reference, Comparable<Digest> {
    private static final HexFormat HEX = HexFormat.of();
    private static final int SHORT_HEX = 12;

    /** The algorithms that the image specification registers and registries use (image-spec, descriptor.md, "Digests"). */
    public enum Algorithm {
        SHA256("SHA-256", 32),
        SHA512("SHA-512", 64);

        private final String javaName;
        private final int bytes;

        Algorithm(String javaName, int bytes) {
            this.javaName = javaName;
            this.bytes = bytes;
        }

        /** The spelling before the colon. */
        public String prefix() {
            return name().toLowerCase(Locale.ROOT);
        }

        public MessageDigest newMessageDigest() {
            try {
                return MessageDigest.getInstance(javaName);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java lacks " + javaName, e);
            }
        }
    }

    private final Algorithm algorithm;
    private final byte[] hash;

    private Digest(Algorithm algorithm, byte[] hash) {
        this.algorithm = algorithm;
        this.hash = hash;
    }

    /** @throws IllegalArgumentException if the text is no digest of a known algorithm */
    public static Digest parse(String text) {
        return tryParse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no digest"));
    }

    /** A digest spelled {@code algorithm:hex}, lower case; empty for anything else. */
    public static Optional<Digest> tryParse(String text) {
        for (Algorithm algorithm : Algorithm.values()) {
            int colon = algorithm.prefix().length();
            if (text.length() == colon + 1 + 2 * algorithm.bytes
                    && text.charAt(colon) == ':'
                    && text.startsWith(algorithm.prefix())
                    && isLowerHex(text, colon + 1)) {
                return Optional.of(new Digest(algorithm, HEX.parseHex(text, colon + 1, text.length())));
            }
        }
        return Optional.empty();
    }

    /** The digest of these bytes, by the canonical algorithm, which is what every registry uses for manifests. */
    public static Digest of(byte[] content) {
        return of(Algorithm.SHA256, content);
    }

    /** The digest of these bytes. */
    public static Digest of(Algorithm algorithm, byte[] content) {
        return new Digest(algorithm, algorithm.newMessageDigest().digest(content));
    }

    /** The digest that a finished {@link Algorithm#newMessageDigest()} yields. */
    public static Digest of(Algorithm algorithm, MessageDigest finished) {
        return new Digest(algorithm, finished.digest());
    }

    private static boolean isLowerHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    public Algorithm algorithm() {
        return algorithm;
    }

    public String hex() {
        return HEX.formatHex(hash);
    }

    /** Enough to recognise it in a table. */
    public String shortHex() {
        return hex().substring(0, SHORT_HEX);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && algorithm == that.algorithm && Arrays.equals(hash, that.hash);
    }

    /** Its first four bytes: a hash is evenly spread already. */
    @Override
    public int hashCode() {
        return hash[0] << 24 | (hash[1] & 0xff) << 16 | (hash[2] & 0xff) << 8 | hash[3] & 0xff;
    }

    @Override
    public int compareTo(Digest other) {
        int byAlgorithm = algorithm.compareTo(other.algorithm);
        return byAlgorithm != 0 ? byAlgorithm : Arrays.compareUnsigned(hash, other.hash);
    }

    /** {@code algorithm:hex}. */
    @Override
    public String toString() {
        return algorithm.prefix() + ":" + hex();
    }
}
